/** Optimizers let loose on a landscape: the same code that trains networks, on two weights in double precision. */
import { RandomStream } from "../../tensor/random.ts";
import type { CreateAny } from "../optimizers/optimizer.ts";
import { type Ground, startWalk, type WalkStep } from "../optimizers/walk.ts";
import type { Batching, Landscape, Place, Released } from "./landscape.ts";
import { batchesOf, errorOn } from "./regression.ts";

/** How the ground looks to a step. */
export interface Noise {
  /** The standard deviation in each part of the gradient. */
  readonly size: number;
  readonly seed: number;
  /** Of what is fitted to data; left out: every step sees all of it. */
  readonly batching?: Batching;
}

type Create = CreateAny<{ readonly learningRate: number }>;
interface Config {
  readonly learningRate: number;
}

/** The stream of draws that gradients are blurred with. */
const STREAM = 61;

/** What a step sees: its batch of the data, blurred by the noise, the same at the same step for all. */
function seen(landscape: Landscape, { size, seed }: Noise, rowsAt: Released["rowsAt"]): Ground {
  const { data } = landscape;
  const ground: Ground =
    data === null || rowsAt === null
      ? landscape
      : {
          height: (place, step) => errorOn(data, rowsAt(step), place).loss,
          gradient: (place, step) => errorOn(data, rowsAt(step), place).gradient,
        };
  if (size === 0) return ground;
  return {
    height: ground.height,
    gradient: (place, step) => {
      const draws = new RandomStream(seed, STREAM, step);
      const [x, y] = ground.gradient(place, step);
      return [x + size * draws.nextNormal(), y + size * draws.nextNormal()];
    },
  };
}

function rowsOf({ data }: Landscape, { seed, batching }: Noise): Released["rowsAt"] {
  return data === null || batching === undefined || batching.size >= data.x.length
    ? null
    : batchesOf(data.x.length, batching, seed);
}

/**
 * The path of at most `steps` steps from `start` on, a step at a time, so that whoever has other things to do can do
 * them in between. Distances are to the start where the landscape has no minimum.
 */
export function* walkOn(
  landscape: Landscape,
  create: Create,
  config: Config,
  start: Place,
  { steps, noise }: { readonly steps: number; readonly noise: Noise },
): Generator<undefined, Released, undefined> {
  const rowsAt = rowsOf(landscape, noise);
  const walk = startWalk(create, config, start, seen(landscape, noise, rowsAt));
  const goals = landscape.minima.filter(({ isLowest }) => isLowest).map(({ place }) => place);
  const isNear = within(landscape, 2);
  const taken: WalkStep[] = [];
  const places: Place[] = [start];
  let end: Released["end"] = "finished";
  for (let step = 1; step <= steps && end === "finished"; step++) {
    const next = walk(step);
    const isSound = [...next.to, landscape.height(next.to)].every(Number.isFinite);
    if (!isSound) end = "diverged";
    else {
      taken.push(next);
      places.push(next.to);
      if (!isNear(next.to)) end = "left";
    }
    yield undefined;
  }
  const aims = goals.length === 0 ? [start] : goals;
  return {
    places,
    steps: taken,
    loss: places.map(landscape.height),
    gradientNorm: places.map((place) => Math.hypot(...landscape.gradient(place))),
    distance: places.map(([x, y]) => Math.min(...aims.map((aim) => Math.hypot(x - aim[0], y - aim[1])))),
    rowsAt,
    end,
  };
}

/** The same at once. */
export function releaseOn(...walk: Parameters<typeof walkOn>): Released {
  const walking = walkOn(...walk);
  let next = walking.next();
  while (next.done !== true) next = walking.next();
  return next.value;
}

/** Whether a place is in the frame widened on every side by `share` of its size. */
function within({ frame }: Landscape, share: number): (place: Place) => boolean {
  const isIn = (value: number, [from, to]: readonly [number, number]): boolean =>
    value > from - share * (to - from) && value < to + share * (to - from);
  return ([x, y]) => isIn(x, frame.x) && isIn(y, frame.y);
}

/** Rates to try: three a decade. */
const rates = Array.from({ length: 19 }, (_, index) => Number((10 ** (index / 3 - 5)).toPrecision(1)));
/** Enough to tell a good rate from a bad one. */
const TRIAL_STEPS = 80;

/**
 * A rate at which the optimizer comes down this landscape soon: the least mean root of the height above the lowest place
 * over a first stretch that stays in the frame. Noise counts: it wants smaller steps. At one rate for all, most would hardly move or leave at once. `rest` is awaited between trials.
 */
export async function fitRate(
  landscape: Landscape,
  create: Create,
  config: Config,
  noise: Noise,
  rest: () => Promise<void>,
): Promise<number> {
  const lowest = landscape.minima[0]?.height ?? lowestOnRim(landscape);
  const isInFrame = within(landscape, 0);
  let best = { rate: 0.001, cost: Infinity };
  for (const rate of rates) {
    const trial = { ...config, learningRate: rate };
    const { places, loss, end } = releaseOn(landscape, create, trial, landscape.start, {
      steps: TRIAL_STEPS,
      noise,
    });
    // Out of the frame is a way down where there is no lowest place, and a detour elsewhere.
    const isLost = end === "diverged" || (landscape.minima.length > 0 && !places.every(isInFrame));
    const cost = isLost ? Infinity : meanRoot(loss.map((each) => each - lowest));
    if (cost < best.cost) best = { rate, cost };
    await rest();
  }
  return best.rate;
}

/** Whoever has gone lower before the last step stays there, for the mean. */
function meanRoot(heights: readonly number[]): number {
  const total = heights.reduce((sum, height) => sum + Math.sqrt(Math.max(0, height)), 0);
  return total / (TRIAL_STEPS + 1);
}

function lowestOnRim({ frame, height }: Landscape): number {
  const corners = frame.x.flatMap((x) => frame.y.map((y) => height([x, y])));
  const middles = [...frame.x.map((x) => height([x, 0])), ...frame.y.map((y) => height([0, y]))];
  return Math.min(...[...corners, ...middles].filter(Number.isFinite));
}
