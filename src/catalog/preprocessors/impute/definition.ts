import { z } from "zod";
import { columnsField, definePreprocessor } from "../preprocessor.ts";

export const impute = definePreprocessor({
  id: "impute",
  title: { en: "Fill missing values", zh: "填补缺失值" },
  summary: {
    en: "Numbers and categories that are missing get a value that the training rows suggest, or a fixed one.",
    zh: "用训练行得出的值或固定值填补缺失的数值和类别。",
  },
  columnTypes: ["number", "category"],
  config: z.strictObject({
    columns: columnsField,
    numbers: z
      .enum(["median", "mean", "most-frequent", "constant"])
      .default("median")
      .meta({
        field: {
          label: { en: "Numbers get", zh: "数值填补为" },
          choices: {
            median: { en: "the median", zh: "中位数" },
            mean: { en: "the mean", zh: "均值" },
            "most-frequent": { en: "the most frequent", zh: "最常见的值" },
            constant: { en: "the number below", zh: "下方的数" },
          },
        },
      }),
    constant: z
      .number()
      .default(0)
      .meta({
        field: {
          label: { en: "Number", zh: "固定数" },
          help: { en: 'Used where "the number below" is chosen.', zh: "选择“下方的数”时使用。" },
        },
      }),
    categories: z
      .enum(["most-frequent", "own"])
      .default("most-frequent")
      .meta({
        field: {
          label: { en: "Categories get", zh: "类别填补为" },
          choices: {
            "most-frequent": { en: "the most frequent", zh: "最常见的类别" },
            own: { en: 'a category "missing"', zh: "单独的“missing”类别" },
          },
        },
      }),
    flag: z
      .boolean()
      .default(false)
      .meta({
        field: {
          label: { en: "Add a column that flags gaps", zh: "增加缺失标记列" },
          help: {
            en: "1 where the value was missing, for columns with gaps in the training rows.",
            zh: "缺失处为 1；只为训练行中有缺失的列添加。",
          },
        },
      }),
  }),
  load: async () => (await import("./impute.ts")).impute,
});
