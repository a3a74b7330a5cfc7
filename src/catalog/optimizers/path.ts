/** The way an optimizer takes down a small landscape, by its own code in double precision. For pictures. */
import { plainOps, plainTensor, type PlainTensor } from "../../tensor/plain-ops.ts";
import type { Tensor } from "../../tensor/ops.ts";
import type { CreateAny, NamedTensors, Optimizer, WholeOptimizer } from "./optimizer.ts";
import { minimizedPlainly, type PlainMinimum } from "./whole-plainly.ts";

export type Place = readonly [number, number];

/** A narrow valley, (x² + 20 y²) / 2: steep across, shallow along. */
export const valley = {
  start: [-1.6, 0.9],
  stretch: 20,
  height: ([x, y]: Place): number => (x * x + 20 * y * y) / 2,
  gradient: ([x, y]: Place): Place => [x, 20 * y],
} as const;

/**
 * The valley's slope as the mean over `examples` (by step) shows it: each has its own lowest point, the whole set's is at 0.
 * The shifts follow Roberts' R2 sequence, so that a picture is the same on every visit.
 */
export function noisyGradient(examples: (step: number) => number): (place: Place, step: number) => Place {
  const shift = (step: number, stride: number): number => (2 * ((step * stride) % 1) - 1) / Math.sqrt(examples(step));
  return ([x, y], step) =>
    valley.gradient([x - 0.5 * shift(step, 0.7548776662466927), y - 0.15 * shift(step, 0.5698402909980532)]);
}

/**
 * `steps` + 1 places from `start` on, fewer when a number is no longer finite. The two coordinates are a matrix [2, 1],
 * so that optimizers of matrices show what they do to one; to all others the shape makes no difference.
 */
export function pathDown<Config extends { readonly learningRate: number }>(
  create: CreateAny<Config>,
  config: Config,
  start: Place,
  gradient: (place: Place, step: number) => Place,
  steps: number,
): readonly Place[] {
  const optimizer = create(config);
  const { learningRate } = config;
  const walk =
    "minimize" in optimizer ? wholeWalk(optimizer, start, learningRate) : plainWalk(optimizer, start, learningRate);
  const path: Place[] = [start];
  for (let step = 1; step <= steps; step++) {
    const [x, y] = walk(step, (place) => gradient(place, step));
    if (!Number.isFinite(x) || !Number.isFinite(y)) break;
    path.push([x, y]);
  }
  return path;
}

/** Takes one step; gives the place it leads to. */
type Walk = (step: number, gradient: (place: Place) => Place) => Place;

function plainWalk(optimizer: Optimizer, start: Place, learningRate: number): Walk {
  const shape = [2, 1];
  let parameter: Tensor = plainTensor(start, shape);
  let state: NamedTensors = Object.fromEntries(
    Object.entries(optimizer.state(shape)).map(([name, each]) => [name, plainOps.zeros(each)]),
  );
  return (step, gradient) => {
    const hyper = optimizer.hyper({ step, learningRate });
    const slope = plainTensor(gradient(placeOf(parameter)), shape);
    ({ parameter, state } = optimizer.update(plainOps, { parameter, gradient: slope, state, hyper }));
    return placeOf(parameter);
  };
}

function wholeWalk(optimizer: WholeOptimizer, start: Place, learningRate: number): Walk {
  let minimum: PlainMinimum = { weights: start, memory: {}, state: {} };
  return (_step, gradient) => {
    const look = ([x = 0, y = 0]: readonly number[]) => ({ loss: valley.height([x, y]), gradient: gradient([x, y]) });
    minimum = minimizedPlainly(optimizer, minimum, learningRate, look);
    const [x = Number.NaN, y = Number.NaN] = minimum.weights;
    return [x, y];
  };
}

function placeOf(tensor: Tensor): Place {
  // The plain operations give plain tensors.
  const [x = Number.NaN, y = Number.NaN] = (tensor as PlainTensor).values;
  return [x, y];
}

/** Rates to try first, half a decade apart, and the finer ones around the best of them. */
const coarse = Array.from({ length: 10 }, (_, index) => 10 ** (index / 2 - 3));
const fine = [0.42, 0.56, 0.75, 1.3, 1.8, 2.4];

/**
 * The rate, to two digits, at which an optimizer comes down the valley soonest: the least mean distance (the root of the
 * height) over the path. At such a rate each shows its character; at one rate for all, most would hardly move or leave.
 */
export function fittingRate<Config extends { readonly learningRate: number }>(
  create: CreateAny<Config>,
  config: Config,
  steps: number,
): number {
  const cost = (learningRate: number): number => {
    const path = pathDown(create, { ...config, learningRate }, valley.start, valley.gradient, steps);
    if (path.length <= steps) return Infinity;
    return path.reduce((sum, place) => sum + Math.sqrt(valley.height(place)), 0);
  };
  const best = (rates: readonly number[]): { readonly rate: number; readonly cost: number } =>
    rates
      .map((rate) => ({ rate, cost: cost(rate) }))
      .reduce((least, other) => (other.cost < least.cost ? other : least));
  const near = best(coarse);
  const nearer = best(fine.map((factor) => near.rate * factor));
  return Number((nearer.cost < near.cost ? nearer : near).rate.toPrecision(2));
}
