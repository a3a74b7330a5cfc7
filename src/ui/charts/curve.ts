/** What a chart of curves is given, and the figures that its lines, table and files share. */
import type { Look } from "./dash.ts";
import { downsample, type Point } from "./lttb.ts";
import { smoothed } from "./smooth.ts";
import { linearAxis, logAxis, type Axis } from "./ticks.ts";

/** How far what a line is the mean of spreads around it. */
export interface BandPoint {
  readonly x: number;
  readonly low: number;
  readonly high: number;
}

export interface Curve extends Look {
  readonly id: string;
  readonly label: string;
  /** It is a mean already, and drawn as it is. */
  readonly isMean?: boolean;
  /** x rises. */
  readonly points: readonly Point[];
  /** At the points' places. */
  readonly band?: readonly BandPoint[];
}

export type YScale = "linear" | "log";

export interface DrawnCurve extends Omit<Curve, "points" | "band"> {
  readonly line: readonly Point[];
  /** The unsmoothed line, where `line` is smoothed. */
  readonly raw: readonly Point[] | null;
  /** Smoothed as the line is. */
  readonly band: readonly BandPoint[];
}

const MOST_POINTS = 500;
/** A smoothed line has no peaks to lose. */
const MOST_SMOOTH_POINTS = 160;

/** What can be drawn: finite, above zero on a log axis, and about a point for every two of `width` pixels. */
export function drawn(curve: Curve, scale: YScale, width: number): DrawnCurve {
  const { points, band = [], ...rest } = curve;
  const visible = points.filter(({ y }) => Number.isFinite(y) && (scale === "linear" || y > 0));
  const limit = Math.min(MOST_POINTS, Math.max(100, Math.round(width / 2)));
  const smooth = curve.isMean === true ? null : smoothed(visible);
  const line = smooth === null ? downsample(visible, limit) : downsample(smooth, Math.min(limit, MOST_SMOOTH_POINTS));
  return {
    ...rest,
    line,
    raw: smooth === null ? null : downsample(visible, limit),
    band: bandUnder(line, band, smooth !== null),
  };
}

/** The band where the line has its points. */
function bandUnder(line: readonly Point[], band: readonly BandPoint[], isSmooth: boolean): readonly BandPoint[] {
  if (band.length === 0) return band;
  const edge = (of: (point: BandPoint) => number): readonly Point[] => {
    const points = band.map((point) => ({ x: point.x, y: of(point) }));
    return isSmooth ? (smoothed(points) ?? points) : points;
  };
  const [low, high] = [edge((point) => point.low), edge((point) => point.high)];
  const places = new Set(line.map(({ x }) => x));
  return band.flatMap(({ x }, at) => {
    const [below, above] = [low[at]?.y ?? NaN, high[at]?.y ?? NaN];
    return places.has(x) && Number.isFinite(below) && Number.isFinite(above) ? [{ x, low: below, high: above }] : [];
  });
}

/** Raw outliers may leave the frame: the axis holds 98% of the raw points and all of the lines. */
export function yAxisOf(curves: readonly DrawnCurve[], scale: YScale, wanted: number): Axis {
  const lines = curves.flatMap((curve) => curve.line.map(({ y }) => y));
  const raw = curves.flatMap((curve) => curve.raw?.map(({ y }) => y) ?? []).toSorted((a, b) => a - b);
  const trimmed = raw.slice(Math.floor(raw.length * 0.01), Math.ceil(raw.length * 0.99));
  const low = Math.min(...lines, ...trimmed);
  const high = Math.max(...lines, ...trimmed);
  if (!Number.isFinite(low)) return scale === "log" ? logAxis(0.1, 1, wanted) : linearAxis(0, 1, wanted);
  return scale === "log" ? logAxis(low, high, wanted) : linearAxis(low, high, wanted);
}

/** The point of a line nearest to x. */
export function nearest(points: readonly Point[], x: number): Point | undefined {
  let low = 0;
  let high = points.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.x ?? x) < x) low = middle;
    else high = middle;
  }
  const [left, right] = [points[low], points[high]];
  if (left === undefined || right === undefined) return left ?? right;
  return x - left.x <= right.x - x ? left : right;
}

/** One row an x at which any curve has a point. */
export function tableOf(curves: readonly Curve[]): readonly { x: number; values: readonly (number | null)[] }[] {
  const byX = new Map<number, (number | null)[]>();
  curves.forEach((curve, column) => {
    for (const { x, y } of curve.points) {
      const row = byX.get(x) ?? curves.map(() => null);
      row[column] = y;
      byX.set(x, row);
    }
  });
  return [...byX].toSorted(([a], [b]) => a - b).map(([x, values]) => ({ x, values }));
}
