import { z } from "zod";
import { columnsField, definePreprocessor } from "../preprocessor.ts";

export const standardize = definePreprocessor({
  id: "standardize",
  title: { en: "Standardize", zh: "标准化" },
  summary: {
    en: "Shifts and scales numbers to mean 0 and standard deviation 1, as seen in the training rows.",
    zh: "按训练行把数值平移缩放为均值 0、标准差 1。",
  },
  columnTypes: ["number"],
  config: z.strictObject({ columns: columnsField }),
  load: async () => (await import("./standardize.ts")).standardize,
});
