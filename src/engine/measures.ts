import { measured } from "../catalog/metrics/metric.ts";
import type { AnswerSheet } from "./answer-sheet.ts";
import type { TrainingSetup } from "./reference/training-setup.ts";
import type { Measures, Sums } from "./trainer.ts";

type Measured = Pick<TrainingSetup, "lossUnit" | "metrics" | "wholeMetrics" | "teaching">;

/**
 * Means over all answers of `sums`, in the target's own unit, and what takes whole answers, where `sheet` holds them. A
 * metric that is not defined on these examples is left out.
 */
export function measuresOf(setup: Measured, sums: Sums, sheet: AnswerSheet | null = null): Measures {
  const weight = weighs(setup) ? sums.terms[termCount(setup) - 1]! : sums.examples;
  const measures: Record<string, number> = { loss: (setup.lossUnit * sums.loss) / weight };
  let at = 0;
  for (const { id, metric } of setup.metrics) {
    const terms = Object.fromEntries(metric.terms.map((term, index) => [term, sums.terms[at + index]!]));
    at += metric.terms.length;
    const value = metric.value(terms, weight);
    if (value !== null) measures[id] = value;
  }
  const answers = setup.wholeMetrics.length === 0 ? undefined : sheet?.answers();
  if (answers === undefined) return measures;
  for (const { id, metric } of setup.wholeMetrics) {
    const value = measured(metric, answers);
    if (value !== null) measures[id] = value;
  }
  return measures;
}

/** How many sums a report has beside the loss: those of the metrics and, where answers are weighed, their weight last. */
export function termCount(setup: Pick<Measured, "metrics" | "teaching">): number {
  return setup.metrics.reduce((total, { metric }) => total + metric.terms.length, weighs(setup) ? 1 : 0);
}

function weighs({ teaching }: Pick<Measured, "teaching">): boolean {
  return teaching.task === "generation";
}
