import { z } from "zod";
import { columnsField, definePreprocessor } from "../preprocessor.ts";

export const oneHot = definePreprocessor({
  id: "one-hot",
  title: { en: "One-hot", zh: "独热编码" },
  summary: { en: "Each category becomes a column of 0 and 1.", zh: "每个类别变成一列 0 和 1。" },
  columnTypes: ["category"],
  config: z.strictObject({ columns: columnsField }),
  load: async () => (await import("./one-hot.ts")).oneHot,
});
