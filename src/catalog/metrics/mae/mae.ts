import type { Metric } from "../metric.ts";

export const mae: Metric = {
  terms: ["absoluteError"],
  perExample: (ops, prediction, target) => ({
    absoluteError: ops.mean(ops.abs(ops.subtract(prediction, target)), [1]),
  }),
  value: (sums, weight) => sums["absoluteError"]! / weight,
};
