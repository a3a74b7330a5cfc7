/** Knobs that several landscapes share. */
import { z } from "zod";
import type { FieldHelp } from "../definition.ts";

/** How many times as steep one direction is. */
export function curvatureField(standard: number, help: Omit<FieldHelp, "scale">) {
  return z
    .number()
    .positive()
    .max(10_000)
    .default(standard)
    .meta({ field: { ...help, scale: "log" } });
}
