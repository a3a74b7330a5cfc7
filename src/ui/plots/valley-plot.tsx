/** Paths on the level lines of a narrow valley: dots a step, a ring at the start. */
import { memo, useId, type ReactNode } from "react";
import "./valley-plot.css";

type Place = readonly [number, number];

interface ValleyPlotProps {
  /** Says in words what is drawn; left out: decoration beside words that say it. */
  readonly label?: string;
  readonly path: readonly Place[];
  /** Another way down for comparison, pale. */
  readonly other?: readonly Place[];
  /** How much steeper y is than x: level lines are ellipses. */
  readonly stretch: number;
  readonly size: "small" | "large";
}

/** The window onto the plane. */
const frame = { x: [-1.85, 1.05], y: [-1.12, 1.12] } as const;
/** Units of the drawing for one of the plane. */
const SCALE = 100;
const width = (frame.x[1] - frame.x[0]) * SCALE;
const height = (frame.y[1] - frame.y[0]) * SCALE;
/** Levels as the y at which they cross the middle line, evenly apart. */
const levels = [0.08, 0.2, 0.34, 0.5, 0.68, 0.88, 1.1];

const left = (x: number): number => (x - frame.x[0]) * SCALE;
const top = (y: number): number => (frame.y[1] - y) * SCALE;
const lineOf = (path: readonly Place[]): string =>
  path.map(([x, y], index) => `${index === 0 ? "M" : "L"}${left(x).toFixed(1)} ${top(y).toFixed(1)}`).join("");

export const ValleyPlot = memo(function ValleyPlot(props: ValleyPlotProps): ReactNode {
  const { path, other, size, stretch } = props;
  const clip = useId();
  const isLarge = size === "large";
  const [start, end] = [path[0], path.at(-1)];
  return (
    <svg
      className={`valley valley-${size}`}
      viewBox={`0 0 ${width} ${height}`}
      {...(props.label === undefined ? { "aria-hidden": true } : { role: "img", "aria-label": props.label })}
    >
      <clipPath id={clip}>
        <rect width={width} height={height} rx="6" />
      </clipPath>
      <g clipPath={`url(#${clip})`}>
        <rect className="valley-ground" width={width} height={height} />
        {levels.toReversed().map((y) => (
          <ellipse
            key={y}
            className="valley-level"
            cx={left(0)}
            cy={top(0)}
            rx={y * Math.sqrt(stretch) * SCALE}
            ry={y * SCALE}
          />
        ))}
        {other !== undefined && <path className="valley-other" d={lineOf(other)} />}
        <path className="valley-path" d={lineOf(path)} />
        {isLarge &&
          path.map(([x, y], index) => (
            <circle key={index} className="valley-step" cx={left(x)} cy={top(y)} r={index === 0 ? 0 : 2.6} />
          ))}
        <path className="valley-goal" d={`M${left(0) - 5} ${top(0)}h10m-5-5v10`} />
        {start !== undefined && (
          <circle className="valley-start" cx={left(start[0])} cy={top(start[1])} r={isLarge ? 5.5 : 9} />
        )}
        {end !== undefined && (
          <circle className="valley-end" cx={left(end[0])} cy={top(end[1])} r={isLarge ? 4.5 : 9} />
        )}
      </g>
    </svg>
  );
});
