import type { TrainingSetup } from "./reference/training-setup.ts";
import type { Measures, Sums } from "./trainer.ts";

type Measured = Pick<TrainingSetup, "lossUnit" | "metrics" | "teaching">;

/** Means over all answers of `sums`, in the target's own unit. */
export function measuresOf(setup: Measured, sums: Sums): Measures {
  const weight = weighs(setup) ? sums.terms[termCount(setup) - 1]! : sums.examples;
  const measures: Record<string, number> = { loss: (setup.lossUnit * sums.loss) / weight };
  let at = 0;
  for (const { id, metric } of setup.metrics) {
    const terms = Object.fromEntries(metric.terms.map((term, index) => [term, sums.terms[at + index]!]));
    at += metric.terms.length;
    measures[id] = metric.value(terms, weight);
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
