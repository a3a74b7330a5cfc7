import { z } from "zod";
import { columnsField, definePreprocessor } from "../preprocessor.ts";

export const polynomial = definePreprocessor({
  id: "polynomial",
  title: { en: "Powers and products", zh: "多项式与交互项" },
  summary: {
    en: "Adds powers of the numbers and products of several, so that even a linear model can bend.",
    zh: "加入数值的幂和相互的乘积，让线性模型也能拟合曲线。",
  },
  columnTypes: ["number"],
  config: z.strictObject({
    columns: columnsField,
    degree: z
      .int()
      .min(2)
      .max(5)
      .default(2)
      .meta({
        field: {
          label: { en: "Degree", zh: "次数" },
          help: { en: "The most factors in a product.", zh: "每个乘积最多有几个因子。" },
        },
      }),
    products: z
      .boolean()
      .default(false)
      .meta({
        field: {
          label: { en: "Products only", zh: "仅交互项" },
          help: { en: "No column is multiplied by itself.", zh: "列不与自身相乘。" },
        },
      }),
  }),
  load: async () => (await import("./polynomial.ts")).polynomial,
});
