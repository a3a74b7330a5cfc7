import { z } from "zod";
import { columnsField, definePreprocessor } from "../preprocessor.ts";

export const pca = definePreprocessor({
  id: "pca",
  title: { en: "Principal components (PCA)", zh: "主成分分析（PCA）" },
  summary: {
    en: "Replaces many columns by a few directions along which the training rows differ most. Standardize first.",
    zh: "用训练行差异最大的几个方向代替众多列。请先标准化。",
  },
  columnTypes: ["number"],
  config: z.strictObject({
    columns: columnsField,
    components: z
      .int()
      .min(1)
      .max(1000)
      .default(2)
      .meta({ field: { label: { en: "Components at most", zh: "主成分个数上限" } } }),
    share: z
      .number()
      .gt(0)
      .max(1)
      .nullable()
      .default(null)
      .meta({
        field: {
          label: { en: "Enough for a share of the variance", zh: "达到方差比例即可" },
          help: {
            en: "Keeps as few components as together explain this share.",
            zh: "保留能共同解释该比例方差的最少主成分。",
          },
        },
      }),
    whiten: z
      .boolean()
      .default(false)
      .meta({
        field: {
          label: { en: "Whiten", zh: "白化" },
          help: { en: "Gives every component a variance of 1.", zh: "使每个主成分的方差为 1。" },
        },
      }),
  }),
  load: async () => (await import("./pca.ts")).pca,
});
