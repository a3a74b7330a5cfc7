/** Metrics of numbers; where each row has several, they count alike. */
import type { Ops, Tensor } from "../../../tensor/ops.ts";
import type { CreateMetric, LiveMetric, Metric, NumberAnswers } from "../metric.ts";

type Cost = (truth: number, value: number) => number;

function meanOf({ truths, values }: NumberAnswers, cost: Cost): number {
  return truths.reduce((sum, truth, at) => sum + cost(truth, values[at]!), 0) / truths.length;
}

const squared: Cost = (truth, value) => (truth - value) ** 2;

/** The mean of one term. */
const liveMean = (
  term: (ops: Ops, error: Tensor) => Tensor,
  then: (mean: number) => number = (mean) => mean,
): LiveMetric => ({
  terms: ["cost"],
  perExample: (ops, prediction, target) => ({ cost: ops.mean(term(ops, ops.subtract(prediction, target)), [1]) }),
  value: (sums, weight) => then(sums["cost"]! / weight),
});

const byMean = (cost: Cost): Metric => ({ task: "regression", measure: (answers) => meanOf(answers, cost) });

export const mse: CreateMetric<unknown> = () => ({
  ...byMean(squared),
  live: liveMean((ops, error) => ops.square(error)),
});

export const rmse: CreateMetric<unknown> = () => ({
  task: "regression",
  measure: (answers) => Math.sqrt(meanOf(answers, squared)),
  live: liveMean((ops, error) => ops.square(error), Math.sqrt),
});

export const mae: CreateMetric<unknown> = () => ({
  ...byMean((truth, value) => Math.abs(truth - value)),
  live: liveMean((ops, error) => ops.abs(error)),
});

/** |error| / |truth|, where the truth is at least the smallest step of a double at 1, as scikit-learn has it. */
export const mape: CreateMetric<unknown> = () =>
  byMean((truth, value) => Math.abs(truth - value) / Math.max(Number.EPSILON, Math.abs(truth)));

/** Coefficient of determination, 1 - SSE / SST; not defined where the truth is constant. */
export const r2: CreateMetric<unknown> = () => ({
  task: "regression",
  measure: (answers) => {
    const mean = answers.truths.reduce((sum, truth) => sum + truth, 0) / answers.truths.length;
    const total = meanOf(answers, (truth) => (truth - mean) ** 2);
    return total > 0 ? 1 - meanOf(answers, squared) / total : null;
  },
  live: {
    terms: ["squaredError", "target", "squaredTarget"],
    perExample: (ops, prediction, target) => ({
      squaredError: ops.mean(ops.square(ops.subtract(prediction, target)), [1]),
      target: ops.mean(target, [1]),
      squaredTarget: ops.mean(ops.square(target), [1]),
    }),
    // SST = sum y^2 - (sum y)^2 / n loses no digits, because y comes as its difference from a mean.
    value: (sums, weight) => {
      const total = sums["squaredTarget"]! - sums["target"]! ** 2 / weight;
      return total > 0 ? 1 - sums["squaredError"]! / total : null;
    },
  },
});
