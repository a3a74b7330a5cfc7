/** Knobs that several schedules share. */
import { z } from "zod";
import type { Text } from "../../language/text.ts";

export function gammaField(standard: number) {
  return z
    .number()
    .positive()
    .max(1)
    .default(standard)
    .meta({
      field: {
        label: { en: "Factor", zh: "衰减系数" },
        help: { en: "What the rate is multiplied with each time.", zh: "每次学习率所乘的系数。" },
      },
    });
}

/** Where a falling schedule ends, as a share of the starting rate. */
export const endField = z
  .number()
  .min(0)
  .max(1)
  .default(0)
  .meta({
    field: {
      label: { en: "Ends at", zh: "终值" },
      help: { en: "Share of the starting rate that is left at the end.", zh: "结束时学习率占初始值的比例。" },
    },
  });

export function epochsField(standard: number, label: Text, help: Text) {
  return z
    .int()
    .min(1)
    .max(1_000_000)
    .default(standard)
    .meta({ field: { label, help, unit: { en: "epochs", zh: "轮" } } });
}
