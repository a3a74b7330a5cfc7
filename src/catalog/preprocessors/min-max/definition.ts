import { z } from "zod";
import { columnsField, definePreprocessor } from "../preprocessor.ts";

const bound = (en: string, zh: string, standard: number) =>
  z
    .number()
    .min(-1e6)
    .max(1e6)
    .default(standard)
    .meta({ field: { label: { en, zh } } });

export const minMax = definePreprocessor({
  id: "min-max",
  title: { en: "Min–max", zh: "最小–最大缩放" },
  summary: {
    en: "Maps the training rows' smallest and largest number onto two bounds. One outlier squeezes all the rest.",
    zh: "把训练行的最小值和最大值映射到上下界。一个离群值就会挤压其余数值。",
  },
  columnTypes: ["number"],
  config: z.strictObject({
    columns: columnsField,
    low: bound("Smallest becomes", "最小值映射为", 0),
    high: bound("Largest becomes", "最大值映射为", 1),
    clip: z
      .boolean()
      .default(false)
      .meta({
        field: {
          label: { en: "Keep within the bounds", zh: "限制在上下界内" },
          help: {
            en: "What lies outside the training rows' range becomes the bound.",
            zh: "超出训练行范围的数值取边界值。",
          },
        },
      }),
  }),
  load: async () => (await import("./min-max.ts")).minMax,
});
