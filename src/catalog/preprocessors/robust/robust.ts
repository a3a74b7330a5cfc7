import { z } from "zod";
import { numberStep } from "../make-step.ts";
import { quantileOf } from "../quantile.ts";

/** (x - median) / (upper quantile - lower quantile), as scikit-learn's RobustScaler; a range of 0 counts as 1. */
export const robust = numberStep({
  values: z.strictObject({ median: z.number(), range: z.number() }),
  fit: (config: { middle: number }, present) => {
    if (present.length === 0) return { median: 0, range: 1 };
    const sorted = present.toSorted();
    const tail = (1 - config.middle) / 2;
    const range = quantileOf(sorted, 1 - tail) - quantileOf(sorted, tail);
    return { median: quantileOf(sorted, 0.5), range: range > 0 ? range : 1 };
  },
  map:
    ({ median, range }) =>
    (value) =>
      (value - median) / range,
});
