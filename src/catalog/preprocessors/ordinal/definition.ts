import { z } from "zod";
import { columnsField, definePreprocessor } from "../preprocessor.ts";

export const ordinal = definePreprocessor({
  id: "ordinal",
  title: { en: "Ordinal numbers", zh: "序号编码" },
  summary: {
    en: "Each category becomes one number, by its place in an order: for sizes and grades. Unknown ones become -1.",
    zh: "每个类别按顺序变成一个数，适合尺码、等级等。未知类别为 -1。",
  },
  columnTypes: ["category"],
  config: z.strictObject({
    columns: columnsField,
    order: z
      .enum(["file", "frequency"])
      .default("file")
      .meta({
        field: {
          label: { en: "Order", zh: "顺序" },
          choices: {
            file: { en: "as in the data", zh: "数据中的顺序" },
            frequency: { en: "rarest first", zh: "从少到多" },
          },
        },
      }),
  }),
  load: async () => (await import("./ordinal.ts")).ordinal,
});
