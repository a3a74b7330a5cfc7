import { z } from "zod";
import { columnsField, definePreprocessor } from "../preprocessor.ts";

export const oneHot = definePreprocessor({
  id: "one-hot",
  title: { en: "One-hot", zh: "独热编码" },
  summary: { en: "Each category becomes a column of 0 and 1.", zh: "每个类别变成一列 0 和 1。" },
  columnTypes: ["category"],
  config: z.strictObject({
    columns: columnsField,
    rare: z
      .int()
      .min(0)
      .max(1_000_000)
      .default(0)
      .meta({
        field: {
          label: { en: "Rare below", zh: "稀有阈值" },
          help: {
            en: "Categories with fewer training rows than this share one column, and so do categories never seen there. 0: each has its own, and an unseen one is all zeros.",
            zh: "训练行数少于该值的类别合为一列，训练中未出现的类别也归入其中。0：各占一列，未出现的类别全为 0。",
          },
          unit: { en: "rows", zh: "行" },
        },
      }),
  }),
  load: async () => (await import("./one-hot.ts")).oneHot,
});
