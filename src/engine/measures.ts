import type { TrainingSetup } from "./reference/training-setup.ts";
import type { Measures, Sums } from "./trainer.ts";

/** Means over all examples of `sums`, in the target's own unit. */
export function measuresOf(setup: Pick<TrainingSetup, "lossUnit" | "metrics">, sums: Sums): Measures {
  const measures: Record<string, number> = { loss: (setup.lossUnit * sums.loss) / sums.examples };
  let at = 0;
  for (const { id, metric } of setup.metrics) {
    const terms = Object.fromEntries(metric.terms.map((term, index) => [term, sums.terms[at + index]!]));
    at += metric.terms.length;
    measures[id] = metric.value(terms, sums.examples);
  }
  return measures;
}
