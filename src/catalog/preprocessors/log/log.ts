import { z } from "zod";
import { numberStep } from "../make-step.ts";

/** sign(x) log(1 + |x|): the symmetric form of numpy's log1p, so that 0 stays 0 and no number is refused. */
export const log = numberStep({
  values: z.strictObject({}),
  fit: () => ({}),
  map: () => (value) => Math.sign(value) * Math.log1p(Math.abs(value)),
});
