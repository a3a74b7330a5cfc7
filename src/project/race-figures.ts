/** Who won a race, by what, and whether that is more than the noise between seeds: in figures. */
import { type Formats, formatsFor } from "../language/format.ts";
import type { Text } from "../language/text.ts";
import { type PairedTest, deviationOf, meanOf, pairedTest } from "./paired-test.ts";
import { type Lane, type RaceLane, type RacePoint, type RaceRecord, type RaceRun, laneTitle } from "./race.ts";

export type JudgedRace = Pick<RaceRecord, "settings"> & {
  readonly lanes: readonly {
    readonly id: string;
    readonly plan: RaceLane["plan"];
    readonly runs: readonly Pick<RaceRun, "seed" | "status" | "points">[];
  }[];
};

/** Over the seeds of one lane. */
export interface Spread {
  readonly mean: number;
  /** Of a sample; 0 for one seed. */
  readonly sd: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

export interface LaneVerdict {
  readonly id: string;
  /** 1: the lowest end. Lanes without an end come last. */
  readonly rank: number;
  /** The loss at the last point; null where no seed is still in the race. */
  readonly end: Spread | null;
  /** Means over the seeds that reached the target; null where none did. */
  readonly toTarget: {
    readonly steps: number;
    readonly examples: number;
    readonly ms: number;
    readonly reached: number;
    readonly of: number;
  } | null;
  /** Seeds that diverged. */
  readonly diverged: number;
}

/** Who stands where, at any time. */
export interface Standings {
  /** Which loss is judged. */
  readonly measure: "validation" | "training";
  /** Null where no lane has learnt. */
  readonly target: number | null;
  readonly lanes: readonly LaneVerdict[];
}

export interface RaceFigures extends Standings {
  /** The lowest end against the next one, by seeds that both have. */
  readonly lead: { readonly first: string; readonly second: string; readonly test: PairedTest | null } | null;
}

/** Fewer pairs say nothing about noise. */
export const FEWEST_PAIRS = 3;
/** The level of the test, two-sided. */
const LEVEL = 0.05;

export interface JudgeOptions {
  /** The loss to be first below; left out: one that half of the lanes reach. */
  readonly target?: number;
}

export function figuresOf(race: JudgedRace, options: JudgeOptions = {}): RaceFigures {
  const standings = standingsOf(race, options);
  const [first, second] = standings.lanes.filter(({ end }) => end !== null).toSorted((a, b) => a.rank - b.rank);
  const loss = (point: RacePoint) => lossOf(point, standings.measure);
  return {
    ...standings,
    lead: first === undefined || second === undefined ? null : leadOf(race, first.id, second.id, loss),
  };
}

export function standingsOf(race: JudgedRace, { target }: JudgeOptions = {}): Standings {
  const measure = race.lanes.some(({ runs }) => runs.some(({ points }) => points.some(hasValidation)))
    ? "validation"
    : "training";
  const loss = (point: RacePoint) => lossOf(point, measure);
  const goal = target ?? commonTarget(race, loss);
  const judged = race.lanes.map((lane) => ({
    id: lane.id,
    end: spreadOf([...endsOf(lane.runs, loss).values()]),
    toTarget: goal === null ? null : wayTo(goal, lane.runs, loss),
    diverged: lane.runs.filter(({ status }) => status === "diverged").length,
  }));
  const order = judged.toSorted((a, b) => (a.end?.mean ?? Infinity) - (b.end?.mean ?? Infinity));
  return { measure, target: goal, lanes: judged.map((lane) => ({ ...lane, rank: 1 + order.indexOf(lane) })) };
}

/** The loss of a point as the race is judged. */
export function lossOf(point: RacePoint, measure: Standings["measure"]): number {
  return measure === "validation" ? (point.validation?.["loss"] ?? Number.NaN) : point.loss;
}

function hasValidation({ validation }: RacePoint): boolean {
  return validation !== undefined;
}

type Loss = (point: RacePoint) => number;

/** Of the runs that are still in the race, by seed. */
function endsOf(runs: JudgedRace["lanes"][number]["runs"], loss: Loss): ReadonlyMap<number, number> {
  return new Map(
    runs.flatMap(({ seed, status, points }) => {
      const last = points.at(-1);
      const isIn = status === "running" || status === "finished" || status === "stopped";
      return isIn && last !== undefined && Number.isFinite(loss(last)) ? [[seed, loss(last)] as const] : [];
    }),
  );
}

function spreadOf(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  const sd = values.length === 1 ? 0 : deviationOf(values);
  return { mean: meanOf(values), sd, low: Math.min(...values), high: Math.max(...values), n: values.length };
}

function wayTo(goal: number, runs: JudgedRace["lanes"][number]["runs"], loss: Loss): LaneVerdict["toTarget"] {
  const arrived = runs
    .map(({ points }) => points.find((point) => loss(point) <= goal))
    .filter((point) => point !== undefined);
  if (arrived.length === 0) return null;
  return {
    steps: meanOf(arrived.map(({ step }) => step)),
    examples: meanOf(arrived.map(({ examples }) => examples)),
    ms: meanOf(arrived.map(({ elapsedMs }) => elapsedMs)),
    reached: arrived.length,
    of: runs.length,
  };
}

/**
 * The median of what each lane has come down to with its worst seed, rounded up to two digits; null where that is no lower
 * than the start.
 */
function commonTarget({ lanes }: JudgedRace, loss: Loss): number | null {
  const lowest = lanes
    .map(({ runs }) =>
      Math.max(...runs.map(({ points }) => Math.min(Infinity, ...points.map(loss).filter(Number.isFinite)))),
    )
    .toSorted((a, b) => a - b);
  const median = lowest[Math.ceil(lowest.length / 2) - 1];
  const starts = lanes.flatMap(({ runs }) => runs.flatMap(({ points }) => points.slice(0, 1).map(loss)));
  if (median === undefined || !Number.isFinite(median)) return null;
  const goal = roundedUp(median);
  return goal < Math.max(...starts.filter(Number.isFinite)) ? goal : null;
}

function roundedUp(value: number): number {
  if (value === 0) return 0;
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1);
  // 3 × 0.1 is no longer 0.3.
  return Number((Math.ceil(value / unit - 1e-9) * unit).toPrecision(2));
}

function leadOf({ lanes }: JudgedRace, first: string, second: string, loss: Loss): RaceFigures["lead"] {
  const ends = (id: string) => endsOf(lanes.find((lane) => lane.id === id)!.runs, loss);
  const [one, other] = [ends(first), ends(second)];
  const seeds = [...one.keys()].filter((seed) => other.has(seed));
  const test = pairedTest(
    seeds.map((seed) => one.get(seed)!),
    seeds.map((seed) => other.get(seed)!),
  );
  return { first, second, test };
}

/** Whether the lead of the lowest end is more than what differs between seeds; null where too few seeds can tell. */
export function isBeyondNoise(test: PairedTest | null): boolean | null {
  return test === null || test.n < FEWEST_PAIRS ? null : test.p < LEVEL;
}

export function titleOf({ settings }: Pick<JudgedRace, "settings">, id: string): Text {
  const lane: Lane | undefined = settings.lanes.find((each) => each.id === id);
  return lane === undefined ? { en: id, zh: id } : laneTitle(lane, settings.lanes);
}

/** The same sentence in both languages, with figures as each prints them. */
export function said(en: (formats: Formats) => string, zh: (formats: Formats) => string): Text {
  return { en: en(formatsFor("en")), zh: zh(formatsFor("zh")) };
}
