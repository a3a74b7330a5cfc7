import type { ReactNode } from "react";
import "./rate-plot.css";

interface RatePlotProps {
  /** Says in words what is drawn. */
  readonly label: string;
  /** x rises; y from 0. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Where x ends; the points may not be there yet. */
  readonly end: number;
  /** Where the run is now. */
  readonly now?: { readonly x: number; readonly y: number };
}

const [WIDTH, HEIGHT, EDGE] = [320, 76, 6];

/** A course over a run the size of a form's field, over zero. */
export function RatePlot({ label, points, end, now }: RatePlotProps): ReactNode {
  const high = Math.max(...points.map(({ y }) => y), Number.MIN_VALUE);
  const first = points[0]?.x ?? 0;
  const left = (x: number): number => EDGE + ((x - first) / Math.max(1, end - first)) * (WIDTH - 2 * EDGE);
  const top = (y: number): number => HEIGHT - 1 - (y / high) * (HEIGHT - 1 - EDGE);
  const line = points
    .map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${left(x).toFixed(1)} ${top(y).toFixed(1)}`)
    .join("");
  return (
    <svg className="rate-plot" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <path className="rate-plot-area" d={`${line}V${HEIGHT - 1}H${left(first).toFixed(1)}z`} />
      <path className="rate-plot-axis" d={`M0 ${HEIGHT - 0.5}H${WIDTH}`} />
      <path className="rate-plot-line" d={line} />
      {now !== undefined && (
        <g className="rate-plot-now">
          <path d={`M${left(now.x).toFixed(1)} 0V${HEIGHT - 1}`} />
          <circle cx={left(now.x)} cy={top(now.y)} r="4.5" />
        </g>
      )}
    </svg>
  );
}
