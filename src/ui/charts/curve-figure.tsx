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
import { drawn, tableOf, yAxisOf, type Curve, type YScale } from "./curve.ts";
import { Crosshair } from "./crosshair.tsx";
import { curveNear, HeadReadings, readingsOf, TipReadings } from "./curve-readings.tsx";
import { DataTable } from "./data-table.tsx";
import { EmptyAxes } from "./empty-axes.tsx";
import { placesOn, plotAreaOf, roomForNames } from "./plot-area.ts";
import { cursorOf, texts } from "./texts.ts";
import { movedAlong, shareOf, xAt, type Mark, type XAxis } from "./x-axis.ts";
import "./curve-figure.css";

const loadChart = () => import("./curve-chart.tsx");
const LazyChart = lazy(async () => ({ default: (await loadChart()).CurveChart }));

/** Pixels around a line within which the pointer means it. */
const REACH = 14;

interface CurveFigureProps {
  readonly title: string;
  /** Used in file names. */
  readonly name: string;
  readonly curves: readonly Curve[];
  readonly xLabel: string;
  /** Where x ends at least, from 0 on; left out where it is logarithmic from the first point to the last. */
  readonly xEnd?: number;
  /** x does not count: seconds, epochs. */
  readonly isXContinuous?: boolean;
  /** Left out: whole numbers, or about four digits where x does not count. */
  readonly showX?: (value: number) => string;
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
  /** At the lines' ends; left out: yes. */
  readonly hasNames?: boolean;
  /** Where many lines are read: beside the title, which is usual, or in a card at the crosshair. */
  readonly readAt?: "head" | "crosshair";
  /** The one line that is looked at, here or wherever else it stands. */
  readonly focus?: string | null;
  /** The pointer came near a line, or left them all. */
  readonly onFocus?: (id: string | null) => void;
}

const noMarks: readonly Mark[] = [];

/** Where the cursor is: in steps, or on a logarithmic axis in hundredths of its way, which is all that may be said so. */
function valuesOn(axis: XAxis, x: number): AriaAttributes {
  const [low, high, now] = axis.scale === "log" ? [0, 100, Math.round(100 * shareOf(axis, x))] : [0, axis.last, x];
  return { "aria-valuemin": low, "aria-valuemax": high, "aria-valuenow": now };
}

function xAxisOf(curves: readonly Curve[], end: number | undefined, isContinuous: boolean): XAxis {
  const ends = curves.flatMap(({ points }) => [points[0], points.at(-1)]).flatMap((point) => point?.x ?? []);
  if (end === undefined) return { scale: "log", first: Math.min(...ends), last: Math.max(...ends) };
  if (!isContinuous) return { scale: "linear", first: 0, last: Math.max(1, end, ...ends) };
  return { scale: "linear", first: 0, last: Math.max(end, ...ends) || 1, isContinuous };
}

export function CurveFigure(props: CurveFigureProps): ReactNode {
  const {
    title,
    curves,
    crosshair,
    onCrosshair,
    focus = null,
    onFocus,
    readAt = "head",
    isXContinuous = false,
  } = props;
  const t = useText();
  const format = useFormats();
  const scale = props.yScale ?? "linear";
  const [isTable, setTable] = useState(false);
  const [isPointed, setPointed] = useState(false);
  const drawing = useRef<HTMLDivElement>(null);
  const [measure, { width, height: given }] = useSize();
  const height = Math.max(props.height, given);
  const lines = useMemo(() => curves.map((curve) => drawn(curve, scale, width)), [curves, scale, width]);
  const { xEnd } = props;
  const xAxis = useMemo(() => xAxisOf(curves, xEnd, isXContinuous), [curves, xEnd, isXContinuous]);
  const showX = props.showX ?? (xAxis.scale === "log" || isXContinuous ? format.number : format.integer);
  const yAxis = useMemo(() => yAxisOf(lines, scale, Math.max(3, Math.round(height / 48))), [lines, scale, height]);
  const names = props.hasNames === false ? 0 : roomForNames(curves.map(({ label }) => label));
  const plot = { xAxis, yAxis, yScale: scale, width, height, names };
  useEffect(() => {
    // Fetched before there is anything to draw; what fails then fails again, and is told, when it is drawn.
    loadChart().catch(() => undefined);
  }, []);
  const isEmpty = lines.every((curve) => curve.line.length === 0);

  // Of the lines that are drawn: a figure that the curve does not show would be taken for a mistake.
  const isSmoothed = lines.some(({ raw }) => raw !== null);
  const readings = readingsOf(lines, crosshair);
  const reading = [
    ...(crosshair === null ? [] : [`${props.xLabel} ${showX(crosshair)}`]),
    ...readings.map(({ curve, y }) => `${curve.label} ${props.showY(y)}`),
    ...(isSmoothed ? [t(texts.smoothed)] : []),
  ].join(", ");

  const point = (event: PointerEvent<HTMLDivElement>): void => {
    const { left, right } = plotAreaOf(width, names);
    const box = event.currentTarget.getBoundingClientRect();
    const fraction = (event.clientX - box.left - left) / (width - left - right);
    const x = fraction < 0 || fraction > 1 ? null : xAt(xAxis, fraction);
    onCrosshair(x);
    setPointed(true);
    if (onFocus === undefined) return;
    const down = event.clientY - box.top;
    const places = placesOn(plot);
    onFocus(x === null ? null : curveNear(lines, x, ({ y }) => Math.abs(places.y(y) - down), REACH));
  };
  const leave = (): void => {
    setPointed(false);
    onCrosshair(null);
    onFocus?.(null);
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
    if (event.key === "Escape") leave();
    if (next === undefined) return;
    event.preventDefault();
    onCrosshair(next);
    setPointed(true);
  };

  return (
    <figure className="curve-figure" aria-label={title}>
      <figcaption className="curve-head">
        <div className="curve-title">
          {props.picker === undefined ? <h2>{title}</h2> : <div className="curve-picker">{props.picker}</div>}
          {isSmoothed && <span className="curve-note">{t(texts.smoothed)}</span>}
          {props.tag !== undefined && <span className="curve-tag">{props.tag}</span>}
        </div>
        <HeadReadings
          at={crosshair === null || isEmpty ? null : { label: props.xLabel, value: showX(crosshair) }}
          readings={readAt === "head" ? readings : []}
          showY={props.showY}
        />
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
            names={names > 0 && !plotAreaOf(width, names).isNarrow ? [] : curves}
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
            <EmptyAxes
              height={height}
              hint={props.hint}
              ghost={props.better === "lower" ? "falling" : "rising"}
              {...(readAt === "crosshair" && props.hint !== "" ? { lanes: curves } : {})}
            />
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
              onPointerLeave={leave}
              onKeyDown={press}
            >
              <Suspense fallback={<EmptyAxes height={height} hint={t(texts.loading)} />}>
                <LazyChart
                  {...plot}
                  curves={lines}
                  marks={props.marks ?? noMarks}
                  focus={focus}
                  showX={showX}
                  showTick={props.showTick ?? props.showY}
                  xLabel={props.xLabel}
                />
              </Suspense>
              {crosshair !== null && <Crosshair {...plot} curves={lines} x={crosshair} focus={focus} />}
              {crosshair !== null && isPointed && readAt === "crosshair" && (
                <TipReadings
                  readings={readings}
                  showY={props.showY}
                  better={props.better}
                  focus={focus}
                  x={placesOn(plot).x(crosshair)}
                  width={width}
                />
              )}
            </div>
          )}
        </div>
      </div>
    </figure>
  );
}
