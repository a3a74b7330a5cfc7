import { z } from "zod";
import { columnsField, definePreprocessor } from "../preprocessor.ts";

export const impute = definePreprocessor({
  id: "impute",
  title: { en: "Fill missing values", zh: "填补缺失值" },
  summary: {
    en: "Numbers get the training rows' median or mean, categories the most frequent one.",
    zh: "数值用训练行的中位数或均值填补，类别用最常见的值填补。",
  },
  columnTypes: ["number", "category"],
  config: z.strictObject({
    columns: columnsField,
    numbers: z
      .enum(["median", "mean"])
      .default("median")
      .meta({
        field: {
          label: { en: "Numbers get", zh: "数值填补为" },
          choices: { median: { en: "the median", zh: "中位数" }, mean: { en: "the mean", zh: "均值" } },
        },
      }),
  }),
  load: async () => (await import("./impute.ts")).impute,
});
