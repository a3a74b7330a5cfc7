import { z } from "zod";
import { columnsField, definePreprocessor } from "../preprocessor.ts";

export const power = definePreprocessor({
  id: "power",
  title: { en: "Power transform", zh: "幂变换" },
  summary: {
    en: "Bends numbers by the power that makes the training rows most like a normal distribution.",
    zh: "选取使训练行最接近正态分布的幂次来变换数值。",
  },
  columnTypes: ["number"],
  config: z.strictObject({
    columns: columnsField,
    method: z
      .enum(["yeo-johnson", "box-cox"])
      .default("yeo-johnson")
      .meta({
        field: {
          label: { en: "Method", zh: "方法" },
          help: { en: "Box–Cox takes numbers above 0 only.", zh: "Box–Cox 只适用于大于 0 的数。" },
          choices: {
            "yeo-johnson": { en: "Yeo–Johnson", zh: "Yeo–Johnson" },
            "box-cox": { en: "Box–Cox", zh: "Box–Cox" },
          },
        },
      }),
    standardize: z
      .boolean()
      .default(true)
      .meta({
        field: {
          label: { en: "Standardize afterwards", zh: "随后标准化" },
          help: { en: "To mean 0 and standard deviation 1.", zh: "变为均值 0、标准差 1。" },
        },
      }),
  }),
  load: async () => (await import("./power.ts")).power,
});
