/** The way an optimizer takes down a small landscape, by its own code in double precision. For pictures. */
import type { CreateAny } from "./optimizer.ts";
import { type Place, startWalk } from "./walk.ts";

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

/** `steps` + 1 places from `start` on, fewer when a number is no longer finite. */
export function pathDown<Config extends { readonly learningRate: number }>(
  create: CreateAny<Config>,
  config: Config,
  start: Place,
  gradient: (place: Place, step: number) => Place,
  steps: number,
): readonly Place[] {
  const walk = startWalk(create, config, start, { height: valley.height, gradient });
  const path: Place[] = [start];
  for (let step = 1; step <= steps; step++) {
    const [x, y] = walk(step).to;
    if (!Number.isFinite(x) || !Number.isFinite(y)) break;
    path.push([x, y]);
  }
  return path;
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
