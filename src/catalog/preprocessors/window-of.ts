import { z } from "zod";
import type { FittedStep } from "./preprocessor.ts";

/** As a fitted step remembers it. */
export const windowConfig = z.strictObject({ length: z.int(), horizon: z.int(), stride: z.int() });
export type WindowConfig = z.infer<typeof windowConfig>;

/** The window that a model's fitted steps lay over their columns, or null. */
export function windowOf(fitted: readonly FittedStep[]): WindowConfig | null {
  const step = fitted.find((each) => each.step === "windows" && each.columns.length > 0);
  return step === undefined ? null : windowConfig.parse(step.shared);
}
