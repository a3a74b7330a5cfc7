/** A race's points as curves: the mean of a lane's seeds, and the band in which they all lie. */
import type { RaceLane, RacePoint, RaceRun } from "../../project/race.ts";
import type { BandPoint, Curve } from "../../ui/charts/curve.ts";
import type { Look } from "../../ui/charts/dash.ts";
import type { Point } from "../../ui/charts/lttb.ts";

/** What a race is drawn over. Seconds are the lane's own cost, not the time that passed. */
export const xKinds = ["step", "examples", "epoch", "seconds"] as const;
export type XKind = (typeof xKinds)[number];

/** What is drawn: the training loss, something measured on the validation part, or how the weights move. */
export type Quantity = "loss" | `validation:${string}` | "gradientNorm" | "stepSize" | "distance";

export function xOf(point: RacePoint, kind: XKind): number {
  return kind === "seconds" ? point.elapsedMs / 1000 : point[kind];
}

export function valueOf(point: RacePoint, quantity: Quantity): number | undefined {
  switch (quantity) {
    case "loss":
    case "gradientNorm":
    case "stepSize":
    case "distance":
      return point[quantity];
    default:
      return point.validation?.[quantity.slice("validation:".length)];
  }
}

/** A lane as the room names and colours it. */
export interface ShownLane extends Look {
  readonly id: string;
  readonly label: string;
  readonly lane: RaceLane;
}

interface Asked {
  readonly quantity: Quantity;
  readonly x: XKind;
  readonly isSmooth: boolean;
}

/** A lane that diverged leaves the frame this many times above where the others began. */
const CEILING = 4;

export function curvesOf(lanes: readonly ShownLane[], asked: Asked): readonly Curve[] {
  const means = lanes.map(({ lane }) => ({ ...meanOf(lane.runs, asked), isLost: lane.runs.every(isLost) }));
  const kept = means.filter((lane) => !lane.isLost);
  const starts = (kept.length > 0 ? kept : means).flatMap(({ points }) => points[0]?.y ?? []).filter(Number.isFinite);
  const ceiling = CEILING * Math.max(...starts);
  return lanes.map(({ id, label, series, dash }, at) => {
    const { points = [], band = [], isLost: hasLeft = false } = means[at] ?? {};
    const isIn = ({ y }: Point): boolean => !hasLeft || y <= ceiling;
    const end = points.findIndex((point) => !isIn(point));
    const shown = end === -1 ? points : points.slice(0, end);
    return { id, label, series, dash, isMean: !asked.isSmooth, points: shown, band: band.slice(0, shown.length) };
  });
}

function isLost({ status }: RaceRun): boolean {
  return status === "diverged";
}

/** One curve a seed, for who looks at a lane alone. */
export function seedPoints(run: RaceRun, { quantity, x }: Pick<Asked, "quantity" | "x">): readonly Point[] {
  return run.points.flatMap((point) => {
    const y = valueOf(point, quantity);
    return y === undefined ? [] : [{ x: xOf(point, x), y }];
  });
}

/**
 * The mean over the seeds that are still in the race, as far as all of them have come; where every seed diverged, over
 * all of them for as long as they lived. A seed that diverged does not bend the mean of the others: the board tells of it.
 */
function meanOf(
  runs: readonly RaceRun[],
  { quantity, x }: Asked,
): { points: readonly Point[]; band: readonly BandPoint[] } {
  const begun = runs.filter(({ points }) => points.length > 0);
  const sound = begun.filter(({ status }) => status !== "diverged" && status !== "failed");
  const counted = sound.length > 0 ? sound : begun;
  const points: Point[] = [];
  const band: BandPoint[] = [];
  const reach = counted.length === 0 ? 0 : Math.min(...counted.map((run) => run.points.length));
  for (let at = 0; at < reach; at += 1) {
    const values = counted.flatMap((run) => {
      const point = run.points[at];
      const y = point === undefined ? undefined : valueOf(point, quantity);
      return point === undefined || y === undefined ? [] : [{ x: xOf(point, x), y }];
    });
    if (values.length < counted.length || values.length === 0) continue;
    const ys = values.map((value) => value.y);
    const middle = mean(values.map((value) => value.x));
    points.push({ x: middle, y: mean(ys) });
    if (values.length > 1) band.push({ x: middle, low: Math.min(...ys), high: Math.max(...ys) });
  }
  return { points, band };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Where an axis that grows with the race ends: a round number not far beyond, so that it seldom changes. */
export function roomAhead(reached: number): number {
  if (!(reached > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(reached));
  const step = [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= reached) ?? 10;
  return step * power;
}
