import { z } from "zod";
import { defineOptimizer, learningRateField } from "../optimizer.ts";

export const momentum = defineOptimizer({
  id: "momentum",
  title: { en: "SGD with momentum", zh: "动量梯度下降" },
  summary: {
    en: "Remembers where it was heading: faster along valleys, steadier across them.",
    zh: "记住前进方向：沿山谷更快，横向更稳。",
  },
  batch: "mini",
  config: z.strictObject({
    learningRate: learningRateField(0.01),
    momentum: z
      .number()
      .min(0)
      .lt(1)
      .default(0.9)
      .meta({
        field: {
          label: { en: "Momentum", zh: "动量" },
          help: {
            en: "How much of the last direction is kept. 0 is plain SGD, 0.9 is usual.",
            zh: "保留多少上一步的方向。0 即普通 SGD，常用 0.9。",
          },
        },
      }),
  }),
  load: async () => (await import("./momentum.ts")).momentum,
});
