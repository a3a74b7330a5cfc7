import { z } from "zod";
import { numberStep } from "../make-step.ts";

interface Moments {
  readonly mean: number;
  readonly deviation: number;
}

/** Mean and population deviation of `present`; a deviation of 0 is given as 1. */
export function momentsOf(present: Iterable<number>): Moments {
  let count = 0;
  let mean = 0;
  let squares = 0;
  // Welford (1962): one pass, no cancellation.
  for (const value of present) {
    count++;
    const difference = value - mean;
    mean += difference / count;
    squares += difference * (value - mean);
  }
  const deviation = count === 0 ? 0 : Math.sqrt(squares / count);
  return { mean, deviation: deviation > 0 ? deviation : 1 };
}

/** (x - mean) / deviation with the population deviation, as scikit-learn's StandardScaler; a constant is only shifted. */
export const standardize = numberStep({
  values: z.strictObject({ mean: z.number(), deviation: z.number() }),
  fit: (_config, present) => ({ ...momentsOf(present) }),
  map:
    ({ mean, deviation }) =>
    (value) =>
      (value - mean) / deviation,
});
