import type { ReactNode } from "react";

/** Axes with nothing on them yet, and what to do about it. */
export function EmptyAxes(props: { readonly height: number; readonly hint: ReactNode }): ReactNode {
  return (
    <div className="empty-axes" style={{ height: props.height }}>
      <svg className="empty-axes-ghost" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <path d="M0 6C9 52 16 72 32 80S70 88 100 90" vectorEffect="non-scaling-stroke" />
      </svg>
      <div className="empty-axes-hint">{props.hint}</div>
    </div>
  );
}
