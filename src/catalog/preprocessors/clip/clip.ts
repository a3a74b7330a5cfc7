import { z } from "zod";
import { numberStep } from "../make-step.ts";
import { quantileOf } from "../quantile.ts";

/** min(high, max(low, x)), as numpy's clip; a bound that is not given is a quantile of the training rows. */
export const clip = numberStep({
  // Null: there was no number to take a quantile of.
  values: z.strictObject({ low: z.number().nullable(), high: z.number().nullable() }),
  fit: (config: { tail: number; low: number | null; high: number | null }, present) => {
    const sorted = present.toSorted();
    const quantile = (q: number) => (sorted.length === 0 ? null : quantileOf(sorted, q));
    return { low: config.low ?? quantile(config.tail), high: config.high ?? quantile(1 - config.tail) };
  },
  map:
    ({ low, high }) =>
    (value) =>
      Math.min(high ?? Infinity, Math.max(low ?? -Infinity, value)),
});
