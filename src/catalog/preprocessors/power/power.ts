import { z } from "zod";
import { StudioError } from "../../../language/studio-error.ts";
import { numberStep } from "../make-step.ts";
import { momentsOf } from "../moments.ts";

type Method = "yeo-johnson" | "box-cox";

/**
 * Yeo and Johnson (2000) or Box and Cox (1964), with the power of greatest likelihood under a normal distribution, as
 * scikit-learn's PowerTransformer. Box-Cox takes numbers that are not above 0 for the training rows' smallest.
 */
export const power = numberStep({
  values: z.strictObject({
    method: z.enum(["yeo-johnson", "box-cox"]),
    lambda: z.number(),
    mean: z.number(),
    deviation: z.number(),
    smallest: z.number(),
  }),
  fit: (config: { method: Method; standardize: boolean }, present, name) => {
    const { method } = config;
    const smallest = present.reduce((least, value) => Math.min(least, value), Infinity);
    if (method === "box-cox" && smallest <= 0) throw notPositive(name, smallest);
    const isConstant = present.every((value) => value === smallest);
    const lambda = isConstant ? 1 : likeliestPower(method, present);
    const bent = present.map((value) => bend(method, lambda, value));
    const { mean, deviation } = config.standardize ? momentsOf(bent) : { mean: 0, deviation: 1 };
    return { method, lambda, mean, deviation, smallest: Number.isFinite(smallest) ? smallest : 0 };
  },
  map:
    ({ method, lambda, mean, deviation, smallest }) =>
    (value) => {
      const allowed = method === "box-cox" && value <= 0 ? smallest : value;
      return (bend(method, lambda, allowed) - mean) / deviation;
    },
});

function bend(method: Method, lambda: number, x: number): number {
  if (method === "box-cox") return boxCox(x, lambda);
  return x >= 0 ? boxCox(x + 1, lambda) : -boxCox(1 - x, 2 - lambda);
}

/** (x^lambda - 1) / lambda, the logarithm at lambda 0; by expm1, so that a small lambda loses no digits. */
function boxCox(x: number, lambda: number): number {
  return lambda === 0 ? Math.log(x) : Math.expm1(lambda * Math.log(x)) / lambda;
}

/** Maximizes -n/2 log(variance of what is bent) + (lambda - 1) sum(sign(x) log(1 + |x|)); of log(x) for Box-Cox. */
function likeliestPower(method: Method, present: Float64Array): number {
  const slope = present.reduce(
    (sum, x) => sum + (method === "box-cox" ? Math.log(x) : Math.sign(x) * Math.log1p(Math.abs(x))),
    0,
  );
  const likelihood = (lambda: number): number => {
    const { deviation } = momentsOf(present.map((x) => bend(method, lambda, x)));
    const value = -present.length * Math.log(deviation) + (lambda - 1) * slope;
    return Number.isNaN(value) ? -Infinity : value;
  };
  // The likelihood has one peak: find the best of a grid, then close in on it by golden sections.
  const grid = Array.from({ length: 21 }, (_, at) => at - 10);
  const heights = grid.map(likelihood);
  const best = grid[heights.indexOf(Math.max(...heights))] ?? 1;
  return goldenSection(likelihood, best - 1, best + 1);
}

/** Kiefer (1953): where `f`, which has one peak between `low` and `high`, is greatest. */
function goldenSection(f: (x: number) => number, low: number, high: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [from, to] = [low, high];
  let [left, right] = [to - ratio * (to - from), from + ratio * (to - from)];
  let [atLeft, atRight] = [f(left), f(right)];
  while (to - from > 1e-9) {
    if (atLeft >= atRight) {
      [to, right, atRight] = [right, left, atLeft];
      left = to - ratio * (to - from);
      atLeft = f(left);
    } else {
      [from, left, atLeft] = [left, right, atRight];
      right = from + ratio * (to - from);
      atRight = f(right);
    }
  }
  return (from + to) / 2;
}

function notPositive(name: string, smallest: number): StudioError {
  return new StudioError({
    code: "not-positive",
    text: {
      en: `data.preprocess: Box–Cox needs numbers above 0, but "${name}" goes down to ${smallest} in the training rows. Use Yeo–Johnson, or leave the column out of this step.`,
      zh: `data.preprocess：Box–Cox 只接受大于 0 的数，但“${name}”在训练行中最小为 ${smallest}。请改用 Yeo–Johnson，或不让此步骤处理该列。`,
    },
  });
}
