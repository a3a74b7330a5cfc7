import type { ComponentPropsWithRef, ReactNode } from "react";
import { Icon, type IconName } from "./icons.tsx";
import "./button.css";

type Look = "primary" | "plain" | "quiet" | "danger";

/**
 * What cannot be done now keeps its place in the tab order and says so: the browser takes the focus away from a button
 * that is disabled its own way, and drops it.
 */
function held(
  disabled: boolean | undefined,
  onClick: ComponentPropsWithRef<"button">["onClick"],
): Pick<ComponentPropsWithRef<"button">, "aria-disabled" | "onClick"> {
  return disabled === true ? { "aria-disabled": true } : { onClick };
}

interface ButtonProps extends Omit<ComponentPropsWithRef<"button">, "className"> {
  readonly look?: Look;
  readonly size?: "normal" | "large" | "small";
  readonly icon?: IconName;
  readonly isWide?: boolean;
  /** Of a small quiet one: the side where its words line up with what stands above. */
  readonly flush?: "start" | "end";
}

/** A button with words. `look`: one primary a screen; quiet for the rest. */
export function Button(props: ButtonProps): ReactNode {
  const { look = "plain", size = "normal", icon, isWide, flush, children, disabled, onClick, ...rest } = props;
  return (
    <button
      type="button"
      className={`button button-${look} button-${size}${isWide === true ? " button-wide" : ""}${flush === undefined ? "" : ` button-${flush}`}`}
      {...rest}
      {...held(disabled, onClick)}
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
export function IconButton({ icon, label, disabled, onClick, ...rest }: IconButtonProps): ReactNode {
  return (
    <button
      type="button"
      className="button button-quiet button-icon"
      aria-label={label}
      title={label}
      {...rest}
      {...held(disabled, onClick)}
    >
      <Icon name={icon} />
    </button>
  );
}
