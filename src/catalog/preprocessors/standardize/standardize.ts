import { z } from "zod";
import { numberStep } from "../make-step.ts";
import { momentsOf } from "../moments.ts";

/** (x - mean) / deviation with the population deviation, as scikit-learn's StandardScaler; a constant is only shifted. */
export const standardize = numberStep({
  values: z.strictObject({ mean: z.number(), deviation: z.number() }),
  fit: (_config, present) => ({ ...momentsOf(present) }),
  map:
    ({ mean, deviation }) =>
    (value) =>
      (value - mean) / deviation,
});
