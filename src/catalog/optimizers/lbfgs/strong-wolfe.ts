/**
 * How far to go along a direction: far enough that the loss falls as its slope promised, and that the slope has
 * flattened (the strong Wolfe conditions; Nocedal and Wright, "Numerical Optimization", algorithms 3.5 and 3.6, with
 * cubic interpolation). The choices are PyTorch's. Numbers only: whoever calls it takes losses and gradients.
 */
const SUFFICIENT_FALL = 1e-4;
const FLATTENED = 0.9;
const SHORTEST_BRACKET = 1e-9;

/** A place along the direction that has been looked at. */
export interface Trial {
  /** 0 is where the search began; the others count from 1. */
  readonly index: number;
  readonly length: number;
  readonly loss: number;
  /** Of the loss along the direction. */
  readonly slope: number;
}

export interface SearchStart {
  readonly origin: Pick<Trial, "loss" | "slope">;
  /** The length to look at first. */
  readonly first: number;
  /** The largest number in the direction. */
  readonly longest: number;
  /** How often it may look. */
  readonly looks: number;
}

export interface Search {
  readonly chosen: Trial;
  /** How often it has looked. */
  readonly looks: number;
}

type Look<Result> = Generator<number, Result, { readonly loss: number; readonly slope: number }>;

/** Asks for loss and slope at a length, again and again; gives the place to take. */
export function* strongWolfe({ longest, ...at }: SearchStart): Look<Search> {
  const origin: Trial = { ...at.origin, index: 0, length: 0 };
  let looks = 0;
  const look = function* (length: number): Look<Trial> {
    const { loss, slope } = yield length;
    looks++;
    return { index: looks, length, loss: Number.isNaN(loss) ? Infinity : loss, slope };
  };
  const isTooHigh = ({ loss, length }: Trial) => loss > origin.loss + SUFFICIENT_FALL * length * origin.slope;
  const isFlat = ({ slope }: Trial) => Math.abs(slope) <= -FLATTENED * origin.slope;

  let previous = origin;
  let trial = yield* look(at.first);
  let rounds = 0;
  let bracket: readonly [Trial, Trial] | null = null;
  while (rounds < at.looks) {
    if (isTooHigh(trial) || (rounds > 1 && trial.loss >= previous.loss)) {
      bracket = [previous, trial];
      break;
    }
    if (isFlat(trial)) return { chosen: trial, looks };
    if (trial.slope >= 0) {
      bracket = [previous, trial];
      break;
    }
    const least = trial.length + 0.01 * (trial.length - previous.length);
    const next = cubicMinimum(previous, trial, [least, 10 * trial.length]);
    previous = trial;
    trial = yield* look(next);
    rounds++;
  }
  let [low, high] = ordered(bracket ?? [origin, trial]);
  let isStuck = false;
  while (rounds < at.looks && Math.abs(high.length - low.length) * longest >= SHORTEST_BRACKET) {
    const [left, right] = low.length < high.length ? [low.length, high.length] : [high.length, low.length];
    let length = cubicMinimum(low, high, [left, right]);
    const margin = 0.1 * (right - left);
    if (Math.min(right - length, length - left) < margin) {
      // Twice in a row so close to an edge, or on it: a tenth of the way inside is surer to get on.
      const isPushed: boolean = isStuck || length >= right || length <= left;
      if (isPushed) length = Math.abs(length - right) < Math.abs(length - left) ? right - margin : left + margin;
      isStuck = !isPushed;
    } else {
      isStuck = false;
    }
    trial = yield* look(length);
    rounds++;
    if (isTooHigh(trial) || trial.loss >= low.loss) {
      [low, high] = ordered([low, trial]);
      continue;
    }
    if (isFlat(trial)) return { chosen: trial, looks };
    if (trial.slope * (high.length - low.length) >= 0) high = low;
    low = trial;
  }
  return { chosen: low, looks };
}

function ordered([first, second]: readonly [Trial, Trial]): readonly [Trial, Trial] {
  return first.loss <= second.loss ? [first, second] : [second, first];
}

/** Where the cubic through two losses with their slopes is lowest, within the bounds; their middle where it has no lowest. */
function cubicMinimum(one: Trial, other: Trial, [low, high]: readonly [number, number]): number {
  const [a, b] = one.length <= other.length ? [one, other] : [other, one];
  const bend = a.slope + b.slope - (3 * (a.loss - b.loss)) / (a.length - b.length);
  const square = bend ** 2 - a.slope * b.slope;
  if (!(square >= 0)) return (low + high) / 2;
  const root = Math.sqrt(square);
  const lowest = b.length - (b.length - a.length) * ((b.slope + root - bend) / (b.slope - a.slope + 2 * root));
  return Math.min(Math.max(lowest, low), high);
}
