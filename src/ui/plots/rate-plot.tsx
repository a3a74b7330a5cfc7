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

const [WIDTH, EDGE] = [320, 6];

/** A course over a run the size of a form's field, over zero; one that never changes is a low line and no more. */
export function RatePlot({ label, points, end, now }: RatePlotProps): ReactNode {
  const isFlat = points.every(({ y }) => y === points[0]?.y);
  const height = isFlat ? 20 : 76;
  const high = Math.max(...points.map(({ y }) => y), Number.MIN_VALUE);
  const first = points[0]?.x ?? 0;
  const left = (x: number): number => EDGE + ((x - first) / Math.max(1, end - first)) * (WIDTH - 2 * EDGE);
  const top = (y: number): number => height - 1 - (y / high) * (height - 1 - EDGE);
  const line = points
    .map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${left(x).toFixed(1)} ${top(y).toFixed(1)}`)
    .join("");
  return (
    <svg className="rate-plot" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={label}>
      {!isFlat && <path className="rate-plot-area" d={`${line}V${height - 1}H${left(first).toFixed(1)}z`} />}
      <path className="rate-plot-axis" d={`M0 ${height - 0.5}H${WIDTH}`} />
      <path className="rate-plot-line" d={line} />
      {now !== undefined && (
        <g className="rate-plot-now">
          <path d={`M${left(now.x).toFixed(1)} 0V${height - 1}`} />
          <circle cx={left(now.x)} cy={top(now.y)} r="4.5" />
        </g>
      )}
    </svg>
  );
}
