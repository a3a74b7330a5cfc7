/** Numbers over time: one strip for each, since their units differ, above one axis of time. */
import { memo, type ReactNode } from "react";
import { linearAxis } from "../charts/ticks.ts";
import { useFormats } from "../language.tsx";
import "./series-plot.css";

export interface SeriesLine {
  readonly name: string;
  /** Null where missing: the line has a gap there. */
  readonly values: readonly (number | null)[];
}

interface SeriesPlotProps {
  /** Says in words what is drawn. */
  readonly label: string;
  /** Milliseconds since 1970, in order. */
  readonly times: readonly number[];
  readonly lines: readonly SeriesLine[];
  readonly width: number;
}

const STRIP = 96;
const GAP = 26;
const MARGIN = { left: 48, right: 8, bottom: 22 };

export const SeriesPlot = memo(function SeriesPlot({ label, times, lines, width }: SeriesPlotProps): ReactNode {
  const format = useFormats();
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  const span = Math.max(1, last - first);
  const inner = width - MARGIN.left - MARGIN.right;
  const height = lines.length * (STRIP + GAP) + MARGIN.bottom;
  const x = (time: number): number => MARGIN.left + ((time - first) / span) * inner;
  const ticks = Array.from(
    { length: width > 520 ? 4 : 3 },
    (_, at, of = width > 520 ? 3 : 2) => first + (span * at) / of,
  );
  return (
    <svg className="series-plot" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {lines.map((line, index) => (
        <Strip key={line.name} line={line} times={times} top={index * (STRIP + GAP) + GAP} x={x} series={index + 1} />
      ))}
      {ticks.map((time, at) => (
        <text
          key={time}
          x={x(time)}
          y={height - 4}
          textAnchor={at === 0 ? "start" : at === ticks.length - 1 ? "end" : "middle"}
        >
          {format.moment(time).slice(0, 10)}
        </text>
      ))}
    </svg>
  );
});

function Strip(props: {
  readonly line: SeriesLine;
  readonly times: readonly number[];
  readonly top: number;
  readonly x: (time: number) => number;
  readonly series: number;
}): ReactNode {
  const { number } = useFormats();
  const { line, times, top, x, series } = props;
  const known = line.values.filter((value) => value !== null);
  let [low, high] = [Infinity, -Infinity];
  for (const value of known) [low, high] = [Math.min(low, value), Math.max(high, value)];
  if (known.length === 0) [low, high] = [0, 1];
  const { domain, ticks } = linearAxis(low, high, 2);
  const y = (value: number): number => top + STRIP - ((value - domain[0]) / (domain[1] - domain[0])) * STRIP;
  let isPen = false;
  const path = line.values
    .map((value, at) => {
      if (value === null) {
        isPen = false;
        return "";
      }
      const command = isPen ? "L" : "M";
      isPen = true;
      return `${command}${x(times[at] ?? 0).toFixed(1)} ${y(value).toFixed(1)}`;
    })
    .join("");
  const [left, right] = [x(times[0] ?? 0), x(times.at(-1) ?? 0)];
  return (
    <g>
      {ticks.map((tick) => (
        <g key={tick}>
          <path className="series-plot-grid" d={`M${left} ${y(tick)}H${right}`} />
          <text x={left - 6} y={y(tick)} dy="0.32em" textAnchor="end">
            {number(tick)}
          </text>
        </g>
      ))}
      <path className="series-plot-line" d={path} stroke={`var(--series-${series})`} />
      <text className="series-plot-name" x={left + 2} y={top - 5}>
        {line.name}
      </text>
    </g>
  );
}
