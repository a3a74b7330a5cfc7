/**
 * Lines on axes, with the lines' names at their ends. Loaded when needed. The axes are drawn by recharts, which takes
 * tens of milliseconds, and only when they change; the lines within are drawn anew with every figure that comes in.
 */
import { createContext, memo, use, useMemo, type ReactNode } from "react";
import { type BaseTickContentProps, CartesianGrid, LineChart, XAxis, YAxis } from "recharts";
import type { DrawnCurve } from "./curve.ts";
import { CurveLines, CurveMarks } from "./curve-lines.tsx";
import { CurveNames } from "./curve-names.tsx";
import { placesOn, plotAreaOf, type Plot } from "./plot-area.ts";
import { linearAxis, logAxis } from "./ticks.ts";
import type { Mark } from "./x-axis.ts";

interface AxesProps extends Plot {
  readonly showX: (value: number) => string;
  /** A figure on the y axis. */
  readonly showTick: (value: number) => string;
  readonly xLabel: string;
}

interface CurveChartProps extends AxesProps {
  readonly curves: readonly DrawnCurve[];
  readonly marks: readonly Mark[];
  /** The one curve that is looked at, before which the others fade. */
  readonly focus: string | null;
}

interface Inside {
  readonly curves: readonly DrawnCurve[];
  readonly marks: readonly Mark[];
  readonly plot: Plot;
  readonly focus: string | null;
}

/** Past the axes, which stay as they are, to what stands within them. */
const Within = createContext<Inside | null>(null);

export const CurveChart = memo(function CurveChart({ curves, marks, focus, ...axes }: CurveChartProps): ReactNode {
  const { xAxis, yAxis, yScale, width, height, names } = axes;
  const plot = useMemo(
    () => ({ xAxis, yAxis, yScale, width, height, names }),
    [xAxis, yAxis, yScale, width, height, names],
  );
  const inside = useMemo(() => ({ curves, marks, plot, focus }), [curves, marks, plot, focus]);
  return (
    <Within value={inside}>
      <Axes {...axes} />
    </Within>
  );
});

const Axes = memo(function Axes(props: AxesProps): ReactNode {
  const { width, height, yScale, xAxis, yAxis } = props;
  const area = plotAreaOf(width, props.names);
  const { isNarrow } = area;
  const { first, last } = xAxis;
  const wanted = isNarrow ? 3 : 6;
  const x = xAxis.scale === "log" ? logAxis(first, last, wanted) : linearAxis(first, last, wanted);
  const places = placesOn(props);
  const isShown = (value: number): boolean =>
    // Room for the word that stands left of the figures: a scale over orders of magnitude has none at its very start.
    xAxis.scale === "log" ? places.x(value) - area.left >= 20 : xAxis.isContinuous === true || Number.isInteger(value);
  const xTicks = x.ticks.filter((value) => value <= last && isShown(value));
  return (
    <LineChart
      width={width}
      height={height}
      data={[{ x: first }, { x: last }]}
      margin={{ top: area.top, right: area.right, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
      <CartesianGrid
        stroke="var(--grid)"
        vertical={!isNarrow}
        // Told where, it does not measure the figures first.
        verticalPoints={xTicks.map(places.x)}
        horizontalPoints={yAxis.ticks.map(places.y)}
      />
      <XAxis
        dataKey="x"
        type="number"
        height={area.bottom}
        scale={xAxis.scale}
        domain={[first, last]}
        ticks={xTicks}
        tick={figureOf(props.showX, "0.71em")}
        tickLine={false}
        axisLine={{ stroke: "var(--control)" }}
        allowDataOverflow
        interval={0}
      />
      <YAxis
        width={area.left}
        type="number"
        scale={yScale}
        domain={[...yAxis.domain]}
        ticks={[...yAxis.ticks]}
        tick={figureOf(props.showTick, "0.355em")}
        tickLine={false}
        axisLine={false}
        allowDataOverflow
        interval={0}
      />
      {/* What x counts, on the line of its figures, left of the first of them. */}
      <text x={area.left - 12} y={height - area.bottom + 17} textAnchor="end" fontSize={12} fill="var(--ink-faint)">
        {props.xLabel}
      </text>
      <Content isNamed={!isNarrow && props.names > 0} />
    </LineChart>
  );
}, areSameAxes);

/** Left to itself, recharts measures every figure in the page, which is half of what an axis takes. */
function figureOf(show: (value: number) => string, dy: string) {
  return ({ x, y, textAnchor, payload }: BaseTickContentProps): ReactNode => (
    <text x={x} y={y} dy={dy} textAnchor={textAnchor} fontSize={12} fill="var(--ink-faint)">
      {show(Number(payload.value))}
    </text>
  );
}

/** Axes are worked out anew from the figures, and mostly come out as they were. */
function areSameAxes(before: AxesProps, after: AxesProps): boolean {
  const { xAxis: oldX, yAxis: oldY, ...old } = before;
  const { xAxis, yAxis, ...now } = after;
  const isSame = (key: keyof typeof now): boolean => Object.is(old[key], now[key]);
  return (
    JSON.stringify([oldX, oldY]) === JSON.stringify([xAxis, yAxis]) &&
    (["width", "height", "names", "yScale", "showX", "showTick", "xLabel"] as const).every(isSame)
  );
}

function Content({ isNamed }: { readonly isNamed: boolean }): ReactNode {
  const inside = use(Within);
  if (inside === null) return null;
  const { curves, marks, plot, focus } = inside;
  return (
    <>
      <CurveLines curves={curves} plot={plot} focus={focus} />
      <CurveMarks marks={marks} plot={plot} />
      {isNamed && <CurveNames curves={curves} plot={plot} focus={focus} />}
    </>
  );
}
