/** Lines on axes, drawn by recharts, with the lines' names at their ends. Loaded when needed. */
import { memo, useMemo, type ReactNode } from "react";
import { CartesianGrid, Line, LineChart, usePlotArea, useXAxisScale, useYAxisScale, XAxis, YAxis } from "recharts";
import type { DrawnCurve, YScale } from "./curve.ts";
import { plotAreaOf } from "./plot-area.ts";
import { linearAxis, logAxis, type Axis } from "./ticks.ts";
import type { Mark, XAxis as XAxisRange } from "./x-axis.ts";

export interface CurveChartProps {
  readonly curves: readonly DrawnCurve[];
  readonly yScale: YScale;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly xAxis: XAxisRange;
  readonly marks: readonly Mark[];
  readonly yAxis: Axis;
  readonly showX: (value: number) => string;
  /** A figure on the y axis. */
  readonly showTick: (value: number) => string;
  readonly xLabel: string;
}

type Row = Readonly<Record<string, number>>;

/** One row an x; a curve without a point there leaves its column out, and its line passes over the gap. */
function rowsOf(curves: readonly DrawnCurve[]): readonly Row[] {
  const rows = new Map<number, Record<string, number>>();
  const put = (key: string, points: DrawnCurve["line"]): void => {
    for (const { x, y } of points) {
      const row = rows.get(x) ?? { x };
      row[key] = y;
      rows.set(x, row);
    }
  };
  for (const curve of curves) {
    put(curve.id, curve.line);
    if (curve.raw !== null) put(`${curve.id}-raw`, curve.raw);
  }
  return [...rows.values()].toSorted((a, b) => (a["x"] ?? 0) - (b["x"] ?? 0));
}

export const CurveChart = memo(function CurveChart(props: CurveChartProps): ReactNode {
  const { curves, yScale, width, height, xAxis, yAxis: y } = props;
  const rows = useMemo(() => rowsOf(curves), [curves]);
  const area = plotAreaOf(width);
  const { isNarrow } = area;
  const { first, last } = xAxis;
  const wanted = isNarrow ? 3 : 6;
  const x = xAxis.scale === "log" ? logAxis(first, last, wanted) : linearAxis(first, last, wanted);
  const tick = { fill: "var(--ink-faint)", fontSize: 12 };
  return (
    <LineChart
      width={width}
      height={height}
      data={[...rows]}
      margin={{ top: area.top, right: area.right, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
      <CartesianGrid stroke="var(--grid)" vertical={!isNarrow} />
      <XAxis
        dataKey="x"
        type="number"
        height={area.bottom}
        scale={xAxis.scale}
        domain={[first, last]}
        ticks={x.ticks.filter(
          (value) => value <= last && (xAxis.scale === "log" ? value > first : Number.isInteger(value)),
        )}
        tickFormatter={props.showX}
        tick={tick}
        tickLine={false}
        axisLine={{ stroke: "var(--control)" }}
        allowDataOverflow
      />
      <YAxis
        width={area.left}
        type="number"
        scale={yScale}
        domain={[...y.domain]}
        ticks={[...y.ticks]}
        tickFormatter={props.showTick}
        tick={tick}
        tickLine={false}
        axisLine={false}
        allowDataOverflow
        interval={0}
      />
      {curves.map((curve) =>
        curve.raw === null ? null : (
          <Line
            key={`${curve.id}-raw`}
            dataKey={`${curve.id}-raw`}
            type="linear"
            stroke={`var(--series-${curve.series})`}
            strokeOpacity={0.28}
            strokeWidth={1}
            dot={false}
            activeDot={false}
            connectNulls
            isAnimationActive={false}
          />
        ),
      )}
      {curves.map((curve) => (
        <Line
          key={curve.id}
          dataKey={curve.id}
          type="linear"
          stroke={`var(--series-${curve.series})`}
          strokeWidth={2.25}
          strokeLinecap="round"
          strokeLinejoin="round"
          {...(curve.isDashed ? { strokeDasharray: "2 5" } : {})}
          dot={curve.line.length <= 12 ? { r: 3, fill: `var(--series-${curve.series})`, strokeWidth: 0 } : false}
          activeDot={false}
          connectNulls
          isAnimationActive={false}
        />
      ))}
      <XName name={props.xLabel} />
      <Marks marks={props.marks} />
      {!isNarrow && <EndLabels curves={curves} />}
    </LineChart>
  );
});

/** What x counts, on the line of its figures, left of the first of them. */
function XName({ name }: { readonly name: string }): ReactNode {
  const area = usePlotArea();
  if (area === undefined) return null;
  return (
    <text x={area.x - 12} y={area.y + area.height + 17} textAnchor="end" fontSize={12} fill="var(--ink-faint)">
      {name}
    </text>
  );
}

/** Lines from top to bottom, each with its name in a row of its own at the side where there is room. */
function Marks({ marks }: { readonly marks: readonly Mark[] }): ReactNode {
  const xScale = useXAxisScale();
  const area = usePlotArea();
  if (xScale === undefined || area === undefined) return null;
  return marks.map(({ x, label }, row) => {
    const at = xScale(x);
    if (at === undefined) return null;
    const isLeft = at > area.x + area.width / 2;
    return (
      <g key={label}>
        <path d={`M${at} ${area.y}v${area.height}`} stroke="var(--ink-soft)" strokeDasharray="4 3" />
        <text
          x={at + (isLeft ? -6 : 6)}
          y={area.y + 12 + 16 * row}
          textAnchor={isLeft ? "end" : "start"}
          fontSize={12}
          fontWeight={600}
          fill="var(--ink-soft)"
        >
          {label}
        </text>
      </g>
    );
  });
}

/** Names at the lines' ends, pushed apart where they would overlap. */
function EndLabels({ curves }: { readonly curves: readonly DrawnCurve[] }): ReactNode {
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  const area = usePlotArea();
  if (xScale === undefined || yScale === undefined || area === undefined) return null;
  const labels = curves
    .flatMap((curve) => {
      const end = curve.line.at(-1);
      const [x, y] = end === undefined ? [] : [xScale(end.x), yScale(end.y)];
      if (x === undefined || y === undefined) return [];
      return [{ curve, x, y: Math.min(area.y + area.height, Math.max(area.y, y)) }];
    })
    .toSorted((a, b) => a.y - b.y);
  // Side by side, although a line that is measured less often ends earlier.
  const right = Math.max(...labels.map(({ x }) => x));
  let above = -Infinity;
  return labels.map(({ curve, y }) => {
    const at = Math.max(y, above + 16);
    above = at;
    return (
      <text
        key={curve.id}
        x={right + 8}
        y={at}
        dy="0.32em"
        fontSize={12.5}
        fontWeight={600}
        fill={`var(--series-${curve.series})`}
      >
        {curve.label}
      </text>
    );
  });
}
