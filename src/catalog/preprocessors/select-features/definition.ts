import { z } from "zod";
import { columnsField, definePreprocessor } from "../preprocessor.ts";

export const selectFeatures = definePreprocessor({
  id: "select-features",
  title: { en: "Select the best columns", zh: "特征选择" },
  summary: {
    en: "Keeps the columns that score best in the training rows and drops the rest.",
    zh: "保留在训练行中得分最高的列，其余删除。",
  },
  columnTypes: ["number"],
  config: z.strictObject({
    columns: columnsField,
    by: z
      .enum(["correlation", "mutual-information", "variance"])
      .default("correlation")
      .meta({
        field: {
          label: { en: "Score", zh: "评分" },
          help: {
            en: "Correlation and mutual information are with the target; correlation only sees straight relations.",
            zh: "相关性与互信息都针对目标；相关性只能发现线性关系。",
          },
          choices: {
            correlation: { en: "Correlation", zh: "相关性" },
            "mutual-information": { en: "Mutual information", zh: "互信息" },
            variance: { en: "Variance", zh: "方差" },
          },
        },
      }),
    keep: z
      .int()
      .min(1)
      .max(100_000)
      .nullable()
      .default(10)
      .meta({ field: { label: { en: "Keep the best", zh: "保留前" }, unit: { en: "columns", zh: "列" } } }),
    above: z
      .number()
      .min(0)
      .default(0)
      .meta({
        field: {
          label: { en: "Only scores above", zh: "仅保留得分高于" },
          help: {
            en: "Correlation and mutual information begin at 0, where a column tells nothing. A constant column always scores 0.",
            zh: "相关性和互信息为 0 表示该列毫无信息。常数列得分总为 0。",
          },
        },
      }),
  }),
  load: async () => (await import("./select-features.ts")).selectFeatures,
});
