import type { Metric } from "../metric.ts";

/**
 * Coefficient of determination, 1 - SSE / SST, with SST = sum y^2 - (sum y)^2 / n; NaN when the target is constant.
 * This form of SST loses no digits, because y comes as its difference from a mean.
 */
export const r2: Metric = {
  terms: ["squaredError", "target", "squaredTarget"],
  perExample: (ops, prediction, target) => ({
    squaredError: ops.mean(ops.square(ops.subtract(prediction, target)), [1]),
    target: ops.mean(target, [1]),
    squaredTarget: ops.mean(ops.square(target), [1]),
  }),
  value: (sums, weight) => {
    const total = sums["squaredTarget"]! - sums["target"]! ** 2 / weight;
    return total > 0 ? 1 - sums["squaredError"]! / total : Number.NaN;
  },
};
