/** A chart with its name, readings at the crosshair, scale, table and downloads. The drawing itself is loaded lazily. */
import {
  lazy,
  Suspense,
  useEffect,
  useMemo,
  useRef,
  useState,
  type AriaAttributes,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
} from "react";
import { useFormats, useText } from "../language.tsx";
import { Segmented } from "../segmented.tsx";
import { useSize } from "../use-width.ts";
import { ChartMenu } from "./chart-menu.tsx";
import { drawn, nearest, tableOf, yAxisOf, type Curve, type YScale } from "./curve.ts";
import { Crosshair } from "./crosshair.tsx";
import { DataTable } from "./data-table.tsx";
import { EmptyAxes } from "./empty-axes.tsx";
import { plotAreaOf } from "./plot-area.ts";
import { cursorOf, texts } from "./texts.ts";
import { movedAlong, shareOf, xAt, type Mark, type XAxis } from "./x-axis.ts";
import "./curve-figure.css";

const loadChart = () => import("./curve-chart.tsx");
const LazyChart = lazy(async () => ({ default: (await loadChart()).CurveChart }));

interface CurveFigureProps {
  readonly title: string;
  /** Used in file names. */
  readonly name: string;
  readonly curves: readonly Curve[];
  readonly xLabel: string;
  /** Where x ends at least, from 0 on; left out where it is logarithmic from the first point to the last. */
  readonly xEnd?: number;
  readonly marks?: readonly Mark[];
  /** Pixels, at least: where the figure is given more, the drawing fills it. */
  readonly height: number;
  readonly showY: (value: number) => string;
  /** Figures on the axis, where they may be shorter. */
  readonly showTick?: (value: number) => string;
  /** Shown on the empty axes. */
  readonly hint: ReactNode;
  /** Which way is good. */
  readonly better: "lower" | "higher";
  /** Set where both scales make sense. */
  readonly yScale?: YScale;
  readonly onScale?: (scale: YScale) => void;
  /** Shared by all charts of a run. */
  readonly crosshair: number | null;
  readonly onCrosshair: (x: number | null) => void;
  /** Said beside the title. */
  readonly tag?: string;
  /** In the title's place, where the figure can show several things. */
  readonly picker?: ReactNode;
}

const noMarks: readonly Mark[] = [];

/** Where the cursor is: in steps, or on a logarithmic axis in hundredths of its way, which is all that may be said so. */
function valuesOn(axis: XAxis, x: number): AriaAttributes {
  const [low, high, now] = axis.scale === "log" ? [0, 100, Math.round(100 * shareOf(axis, x))] : [0, axis.last, x];
  return { "aria-valuemin": low, "aria-valuemax": high, "aria-valuenow": now };
}

function xAxisOf(curves: readonly Curve[], end: number | undefined): XAxis {
  const ends = curves.flatMap(({ points }) => [points[0], points.at(-1)]).flatMap((point) => point?.x ?? []);
  if (end === undefined) return { scale: "log", first: Math.min(...ends), last: Math.max(...ends) };
  return { scale: "linear", first: 0, last: Math.max(1, end, ...ends) };
}

export function CurveFigure(props: CurveFigureProps): ReactNode {
  const { title, curves, crosshair, onCrosshair } = props;
  const t = useText();
  const format = useFormats();
  const scale = props.yScale ?? "linear";
  const [isTable, setTable] = useState(false);
  const drawing = useRef<HTMLDivElement>(null);
  const [measure, { width, height: given }] = useSize();
  const height = Math.max(props.height, given);
  const lines = useMemo(() => curves.map((curve) => drawn(curve, scale, width)), [curves, scale, width]);
  const { xEnd } = props;
  const xAxis = useMemo(() => xAxisOf(curves, xEnd), [curves, xEnd]);
  const showX = xAxis.scale === "log" ? format.number : format.integer;
  const yAxis = useMemo(() => yAxisOf(lines, scale, Math.max(3, Math.round(height / 48))), [lines, scale, height]);
  useEffect(() => {
    // Fetched before there is anything to draw; what fails then fails again, and is told, when it is drawn.
    loadChart().catch(() => undefined);
  }, []);
  const isEmpty = lines.every((curve) => curve.line.length === 0);

  // Of the lines that are drawn: a figure that the curve does not show would be taken for a mistake.
  const isSmoothed = lines.some(({ raw }) => raw !== null);
  const readings = lines.flatMap((curve) => {
    const point = crosshair === null ? curve.line.at(-1) : nearest(curve.line, crosshair);
    return point === undefined ? [] : [{ curve, y: point.y }];
  });
  const reading = [
    ...(crosshair === null ? [] : [`${props.xLabel} ${showX(crosshair)}`]),
    ...readings.map(({ curve, y }) => `${curve.label} ${props.showY(y)}`),
    ...(isSmoothed ? [t(texts.smoothed)] : []),
  ].join(", ");

  const point = (event: PointerEvent<HTMLDivElement>): void => {
    const { left, right } = plotAreaOf(width);
    const box = event.currentTarget.getBoundingClientRect();
    const fraction = (event.clientX - box.left - left) / (width - left - right);
    onCrosshair(fraction < 0 || fraction > 1 ? null : xAt(xAxis, fraction));
  };
  const press = (event: KeyboardEvent<HTMLDivElement>): void => {
    const part = event.shiftKey ? 0.1 : 0.02;
    const from = crosshair ?? xAxis.last;
    const next = {
      ArrowLeft: movedAlong(xAxis, from, -part),
      ArrowRight: movedAlong(xAxis, from, part),
      Home: xAxis.first,
      End: xAxis.last,
    }[event.key];
    if (event.key === "Escape") onCrosshair(null);
    if (next === undefined) return;
    event.preventDefault();
    onCrosshair(next);
  };

  return (
    <figure className="curve-figure" aria-label={title}>
      <figcaption className="curve-head">
        <div className="curve-title">
          {props.picker === undefined ? <h2>{title}</h2> : <div className="curve-picker">{props.picker}</div>}
          {isSmoothed && <span className="curve-note">{t(texts.smoothed)}</span>}
          {props.tag !== undefined && <span className="curve-tag">{props.tag}</span>}
        </div>
        <p className="curve-readings" aria-hidden="true">
          {crosshair !== null && !isEmpty && (
            <span className="curve-reading">
              {props.xLabel} <b>{showX(crosshair)}</b>
            </span>
          )}
          {readings.map(({ curve, y }) => (
            <span key={curve.id} className="curve-reading">
              <svg width="18" height="8" aria-hidden="true">
                <path
                  d="M1 4h16"
                  stroke={`var(--series-${curve.series})`}
                  strokeWidth="2.5"
                  strokeLinecap="round"
                  strokeDasharray={curve.isDashed ? "1 5" : undefined}
                />
              </svg>
              {curve.label} <b>{props.showY(y)}</b>
            </span>
          ))}
        </p>
        <div className="curve-tools">
          {props.onScale !== undefined && (
            <Segmented<YScale>
              label={t(texts.scale)}
              isLabelHidden
              value={scale}
              choices={[
                { value: "log", label: t(texts.log) },
                { value: "linear", label: t(texts.linear) },
              ]}
              onChange={props.onScale}
            />
          )}
          <ChartMenu
            title={title}
            name={props.name}
            isTable={isTable}
            isEmpty={isEmpty}
            drawing={() => drawing.current?.querySelector("svg") ?? null}
            header={[props.xLabel, ...curves.map((curve) => curve.label)]}
            rows={() => tableOf(curves).map((row) => [row.x, ...row.values])}
            onTable={setTable}
          />
        </div>
      </figcaption>
      <div ref={measure} className="curve-body" style={{ minHeight: props.height }}>
        <div className="curve-content">
          {isTable ? (
            <DataTable
              label={title}
              height={height}
              header={[props.xLabel, ...curves.map((curve) => curve.label)]}
              rows={tableOf(curves).map((row) => [
                showX(row.x),
                ...row.values.map((value) => (value === null ? "" : props.showY(value))),
              ])}
            />
          ) : isEmpty || width === 0 ? (
            <EmptyAxes height={height} hint={props.hint} ghost={props.better === "lower" ? "falling" : "rising"} />
          ) : (
            <div
              ref={drawing}
              className="curve-drawing"
              role="slider"
              tabIndex={0}
              aria-label={t(cursorOf(title))}
              {...valuesOn(xAxis, crosshair ?? xAxis.last)}
              aria-valuetext={reading}
              onPointerMove={point}
              onPointerLeave={() => {
                onCrosshair(null);
              }}
              onKeyDown={press}
            >
              <Suspense fallback={<EmptyAxes height={height} hint={t(texts.loading)} />}>
                <LazyChart
                  curves={lines}
                  yScale={scale}
                  width={width}
                  height={height}
                  xAxis={xAxis}
                  marks={props.marks ?? noMarks}
                  yAxis={yAxis}
                  showX={showX}
                  showTick={props.showTick ?? props.showY}
                  xLabel={props.xLabel}
                />
              </Suspense>
              {crosshair !== null && (
                <Crosshair
                  curves={lines}
                  x={crosshair}
                  xAxis={xAxis}
                  yAxis={yAxis}
                  yScale={scale}
                  width={width}
                  height={height}
                />
              )}
            </div>
          )}
        </div>
      </div>
    </figure>
  );
}
