/** Settings of cutting numbers into ranges, for features and for the target. */
import { z } from "zod";

const count = z
  .int()
  .min(2)
  .max(100)
  .default(5)
  .meta({ field: { label: { en: "Ranges", zh: "区间数" } } });

const by = z
  .enum(["quantiles", "width"])
  .default("quantiles")
  .meta({
    field: {
      label: { en: "Cut into", zh: "切分方式" },
      choices: {
        quantiles: { en: "equally many rows", zh: "行数相等" },
        width: { en: "equally wide ranges", zh: "宽度相等" },
      },
    },
  });

export const binFields = { count, by };
