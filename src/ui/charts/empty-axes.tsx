import type { ReactNode } from "react";

const ghosts = {
  falling: "M0 6C9 52 16 72 32 80S70 88 100 90",
  rising: "M0 94C7 50 14 26 32 18S70 10 100 8",
} as const;

/** Axes with nothing on them yet, and what to do about it. */
export function EmptyAxes(props: {
  readonly height: number;
  readonly hint: ReactNode;
  /** What the line will do; left out, none is hinted at. */
  readonly ghost?: "falling" | "rising";
}): ReactNode {
  return (
    <div className="empty-axes" style={{ height: props.height }}>
      {props.ghost !== undefined && (
        <svg className="empty-axes-ghost" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          <path d={ghosts[props.ghost]} vectorEffect="non-scaling-stroke" />
        </svg>
      )}
      {props.hint !== "" && <div className="empty-axes-hint">{props.hint}</div>}
    </div>
  );
}
