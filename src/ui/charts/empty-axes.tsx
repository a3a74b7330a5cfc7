import type { ReactNode } from "react";
import { dashArray, type Look } from "./dash.ts";

const ghosts = {
  falling: "M0 6C9 52 16 72 32 80S70 88 100 90",
  rising: "M0 94C7 50 14 26 32 18S70 10 100 8",
} as const;

/** Side by side around the same bend, as lanes of a track: none of them is ahead. */
function laneGhost(at: number, of: number): string {
  const apart = (at * Math.min(7, 50 / of)) / 2;
  const [x, y] = [apart, -2 * apart];
  return `M${x} -20C${x + 3} ${50 + y} ${x + 10} ${80 + y} ${x + 30} ${88 + y}S${x + 70} ${92 + y} 101 ${93 + y}`;
}

/** Axes with nothing on them yet, and what to do about it. */
export function EmptyAxes(props: {
  readonly height: number;
  readonly hint: ReactNode;
  /** What the line will do; left out, none is hinted at. */
  readonly ghost?: "falling" | "rising";
  /** Those that are to come, where they are many. */
  readonly lanes?: readonly Look[];
}): ReactNode {
  return (
    <div className="empty-axes" style={{ height: props.height }}>
      {props.lanes !== undefined && (
        <svg className="empty-axes-lanes" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          {props.lanes.map(({ series, dash }, at) => (
            // They stand in their order, each once.
            <path
              key={at}
              d={laneGhost(at, props.lanes?.length ?? 1)}
              stroke={`var(--series-${series})`}
              strokeDasharray={dashArray(dash)}
              vectorEffect="non-scaling-stroke"
            />
          ))}
        </svg>
      )}
      {props.ghost !== undefined && props.lanes === undefined && (
        <svg className="empty-axes-ghost" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          <path d={ghosts[props.ghost]} vectorEffect="non-scaling-stroke" />
        </svg>
      )}
      {props.hint !== "" && <div className="empty-axes-hint">{props.hint}</div>}
    </div>
  );
}
