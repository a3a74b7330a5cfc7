import type { Metric } from "../metric.ts";

export const accuracy: Metric = {
  terms: ["correct"],
  perExample: (ops, logits, classes) => ({
    correct: ops.cast(ops.equal(ops.argMax(logits), classes), "float32"),
  }),
  value: (sums, weight) => sums["correct"]! / weight,
};
