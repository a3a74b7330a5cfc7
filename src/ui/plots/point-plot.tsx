/** Points on two axes, with what a model makes of the plane under them or of the line through them. */
import { memo, useId, type ReactNode } from "react";
import { useFormats } from "../language.tsx";
import { linearAxis } from "../charts/ticks.ts";
import { bandsOf, type Plane } from "./plane-bands.ts";
import { marks } from "./marks.ts";
import "./point-plot.css";

export interface PlotPoints {
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Class of each point. */
  readonly group?: readonly number[];
}

export interface PlotLine {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

interface PointPlotProps {
  /** Says in words what is drawn. */
  readonly label: string;
  readonly points: PlotPoints;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly plane?: Plane;
  readonly line?: PlotLine;
  /** Where the line has been, the oldest first. */
  readonly trail?: readonly PlotLine[];
  /** One number means the same on both axes, so that both reach as far. */
  readonly isOneScale?: boolean;
  /** Pixels of the drawing's own space; it fills the width that it gets. */
  readonly width: number;
  readonly height: number;
}

const MARGIN = { top: 8, right: 10, bottom: 34, left: 44 };

function seriesOf(group: number): string {
  return `var(--series-${(group % 8) + 1})`;
}

function extent(values: readonly number[]): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [0, 1];
}

export const PointPlot = memo(function PointPlot(props: PointPlotProps): ReactNode {
  const { points, plane, line, trail = [], width, height } = props;
  const format = useFormats();
  const clip = useId();
  const both = props.isOneScale === true ? extent([...points.x, ...points.y]) : undefined;
  const [xLow, xHigh] = both ?? plane?.x ?? extent(points.x);
  const [yLow, yHigh] = both ?? plane?.y ?? extent(points.y);
  const xAxis = linearAxis(xLow, xHigh, Math.max(3, Math.round(width / 90)));
  const yAxis = linearAxis(yLow, yHigh, Math.max(3, Math.round(height / 60)));
  const [xDomain, yDomain] = plane === undefined ? [xAxis.domain, yAxis.domain] : [plane.x, plane.y];
  const x = (value: number): number =>
    MARGIN.left + ((value - xDomain[0]) / (xDomain[1] - xDomain[0])) * (width - MARGIN.left - MARGIN.right);
  const y = (value: number): number =>
    height - MARGIN.bottom - ((value - yDomain[0]) / (yDomain[1] - yDomain[0])) * (height - MARGIN.top - MARGIN.bottom);
  const isWithin = (value: number, [low, high]: readonly [number, number]): boolean => value >= low && value <= high;

  const pathOf = (drawn: PlotLine): string =>
    drawn.x.map((value, index) => `${index === 0 ? "M" : "L"}${x(value)} ${y(drawn.y[index] ?? 0)}`).join("");

  return (
    <svg className="point-plot" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={props.label}>
      <clipPath id={clip}>
        <rect
          x={MARGIN.left}
          y={MARGIN.top}
          width={width - MARGIN.left - MARGIN.right}
          height={height - MARGIN.top - MARGIN.bottom}
        />
      </clipPath>
      {plane !== undefined && (
        <g clipPath={`url(#${clip})`}>
          <g className="point-plot-plane">
            {bandsOf(plane, x, y).map((band) => (
              <path key={band.key} d={band.path} fill={seriesOf(band.group)} fillOpacity={band.opacity} />
            ))}
          </g>
        </g>
      )}
      <g className="point-plot-grid">
        {yAxis.ticks
          .filter((tick) => isWithin(tick, yDomain))
          .map((tick) => (
            <g key={tick}>
              {plane === undefined && <path d={`M${MARGIN.left} ${y(tick)}H${width - MARGIN.right}`} />}
              <text x={MARGIN.left - 8} y={y(tick)} dy="0.32em" textAnchor="end">
                {format.number(tick)}
              </text>
            </g>
          ))}
        {xAxis.ticks
          .filter((tick) => isWithin(tick, xDomain))
          .map((tick) => (
            <text key={tick} x={x(tick)} y={height - MARGIN.bottom + 16} textAnchor="middle">
              {format.number(tick)}
            </text>
          ))}
        <path className="point-plot-axis" d={`M${MARGIN.left} ${height - MARGIN.bottom}H${width - MARGIN.right}`} />
        <text x={width - MARGIN.right} y={height - 3} textAnchor="end">
          {props.xLabel}
        </text>
        <text x={MARGIN.left + 6} y={MARGIN.top + 10}>
          {props.yLabel}
        </text>
      </g>
      <g clipPath={`url(#${clip})`}>
        <Points points={points} x={x} y={y} />
        {trail.map((earlier, index) => (
          // By place: a trail only grows, or is thinned as a whole.
          <path key={index} className="point-plot-trail" d={pathOf(earlier)} />
        ))}
        {line !== undefined && <path className="point-plot-line" d={pathOf(line)} />}
      </g>
    </svg>
  );
});

function Points(props: {
  readonly points: PlotPoints;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}): ReactNode {
  const { points, x, y } = props;
  const groups = [...new Set(points.group ?? [0])].toSorted((a, b) => a - b);
  return groups.map((group) => {
    const mark = marks[group % marks.length] ?? marks[0];
    // One path a class: a thousand elements would be slow to redraw.
    const path = points.x
      .map((value, index) => {
        if ((points.group?.[index] ?? 0) !== group) return "";
        return `M${x(value).toFixed(1)} ${y(points.y[index] ?? 0).toFixed(1)}${mark}`;
      })
      .join("");
    return <path key={group} className="point-plot-points" d={path} fill={seriesOf(group)} />;
  });
}
