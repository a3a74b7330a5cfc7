import { z } from "zod";
import { columnsField, definePreprocessor } from "../preprocessor.ts";

export const robust = definePreprocessor({
  id: "robust",
  title: { en: "Robust scaling", zh: "稳健缩放" },
  summary: {
    en: "Subtracts the training rows' median and divides by the range of their middle half, so outliers do not count.",
    zh: "减去训练行的中位数，再除以中间一半数值的跨度，不受离群值影响。",
  },
  columnTypes: ["number"],
  config: z.strictObject({
    columns: columnsField,
    middle: z
      .number()
      .min(0.01)
      .max(1)
      .default(0.5)
      .meta({
        field: {
          label: { en: "Middle share", zh: "中间比例" },
          help: { en: "0.5 divides by the interquartile range.", zh: "0.5 即除以四分位距。" },
        },
      }),
  }),
  load: async () => (await import("./robust.ts")).robust,
});
