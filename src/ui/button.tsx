import type { ComponentPropsWithRef, ReactNode } from "react";
import { Icon, type IconName } from "./icons.tsx";
import "./button.css";

type Look = "primary" | "plain" | "quiet" | "danger";

interface ButtonProps extends Omit<ComponentPropsWithRef<"button">, "className"> {
  readonly look?: Look;
  readonly size?: "normal" | "large" | "small";
  readonly icon?: IconName;
  readonly isWide?: boolean;
}

/** A button with words. `look`: one primary a screen; quiet for the rest. */
export function Button({ look = "plain", size = "normal", icon, isWide, children, ...rest }: ButtonProps): ReactNode {
  return (
    <button
      type="button"
      className={`button button-${look} button-${size}${isWide === true ? " button-wide" : ""}`}
      {...rest}
    >
      {icon !== undefined && <Icon name={icon} size={size === "large" ? 20 : 17} />}
      <span>{children}</span>
    </button>
  );
}

interface IconButtonProps extends Omit<ComponentPropsWithRef<"button">, "className" | "children"> {
  readonly icon: IconName;
  /** Its name, also shown on hover. */
  readonly label: string;
}

/** Only for the signs that everybody knows; elsewhere a button has words. */
export function IconButton({ icon, label, ...rest }: IconButtonProps): ReactNode {
  return (
    <button type="button" className="button button-quiet button-icon" aria-label={label} title={label} {...rest}>
      <Icon name={icon} />
    </button>
  );
}
