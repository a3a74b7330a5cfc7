import type { ReactNode } from "react";
import "./progress-bar.css";

/** `fraction` from 0 to 1; null when it cannot be known. */
export function ProgressBar(props: { readonly label: string; readonly fraction: number | null }): ReactNode {
  const { fraction } = props;
  const isKnown = fraction !== null;
  return (
    <div
      className={`progress${isKnown ? "" : " progress-unknown"}`}
      role="progressbar"
      aria-label={props.label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(isKnown ? { "aria-valuenow": Math.round(fraction * 100) } : {})}
    >
      <div style={{ width: isKnown ? `${Math.min(1, fraction) * 100}%` : "30%" }} />
    </div>
  );
}
