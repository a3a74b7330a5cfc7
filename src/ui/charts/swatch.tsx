import type { ReactNode } from "react";
import { dashArray, type Look } from "./dash.ts";

/** A short piece of a line, for where its name stands. */
export function Swatch({ series, dash, width = 26 }: Look & { readonly width?: number }): ReactNode {
  return (
    <svg className="swatch" width={width} height="8" aria-hidden="true">
      <path
        d={`M1.5 4h${width - 3}`}
        stroke={`var(--series-${series})`}
        strokeWidth="2.5"
        strokeLinecap="round"
        strokeDasharray={dashArray(dash)}
      />
    </svg>
  );
}
