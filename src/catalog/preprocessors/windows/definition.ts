import { z } from "zod";
import { definePreprocessor } from "../preprocessor.ts";

export const windows = definePreprocessor({
  id: "windows",
  title: { en: "Windows over a series", zh: "时间序列窗口" },
  summary: {
    en: "Each row is predicted from the rows before it: every number column, the target's own past included.",
    zh: "用每行之前若干行的所有数值列来预测该行，包括目标自身的过去值。",
  },
  columnTypes: ["number"],
  // No choice of columns: one that kept out of the window would tell the present, and so perhaps the answer.
  config: z.strictObject({
    length: z
      .int()
      .min(1)
      .max(10_000)
      .default(30)
      .meta({
        field: {
          label: { en: "Length", zh: "窗口长度" },
          help: { en: "How many past rows the model sees.", zh: "模型能看到的过去行数。" },
          unit: { en: "rows", zh: "行" },
        },
      }),
    horizon: z
      .int()
      .min(1)
      .max(10_000)
      .default(1)
      .meta({
        field: {
          label: { en: "Horizon", zh: "预测步数" },
          help: {
            en: "How far ahead the predicted row lies; 1 is the row right after the window.",
            zh: "被预测的行距窗口末尾多远，1 即紧接其后的一行。",
          },
          unit: { en: "rows", zh: "行" },
        },
      }),
    stride: z
      .int()
      .min(1)
      .max(10_000)
      .default(1)
      .meta({
        field: {
          label: { en: "Stride", zh: "步幅" },
          help: {
            en: "1 makes an example of every row, 2 of every second one.",
            zh: "1 表示每行一个样本，2 表示隔行取样。",
          },
          unit: { en: "rows", zh: "行" },
        },
      }),
  }),
  load: async () => (await import("./windows.ts")).windows,
});
