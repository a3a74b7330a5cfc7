import { z } from "zod";
import { numberStep } from "../make-step.ts";

/** (x - minimum) / (maximum - minimum), stretched to the bounds, as scikit-learn's MinMaxScaler; a constant is only shifted. */
export const minMax = numberStep({
  values: z.strictObject({
    minimum: z.number(),
    span: z.number(),
    low: z.number(),
    high: z.number(),
    clip: z.boolean(),
  }),
  fit: (config: { low: number; high: number; clip: boolean }, present) => {
    let minimum = Infinity;
    let maximum = -Infinity;
    for (const value of present) {
      minimum = Math.min(minimum, value);
      maximum = Math.max(maximum, value);
    }
    const { low, high, clip } = config;
    if (minimum > maximum) return { minimum: 0, span: 1, low, high, clip };
    return { minimum, span: maximum - minimum || 1, low, high, clip };
  },
  map: ({ minimum, span, low, high, clip }) => {
    const [least, most] = low < high ? [low, high] : [high, low];
    return (value) => {
      const mapped = low + ((value - minimum) / span) * (high - low);
      return clip ? Math.min(most, Math.max(least, mapped)) : mapped;
    };
  },
});
