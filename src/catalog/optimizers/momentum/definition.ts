import { z } from "zod";
import { learningRateField, momentumField, weightDecayField } from "../fields.ts";
import { defineOptimizer } from "../optimizer.ts";
import { withWeightDecay } from "../weight-decay.ts";

export const momentum = defineOptimizer({
  id: "momentum",
  title: { en: "SGD with momentum", zh: "动量梯度下降" },
  summary: {
    en: "Remembers where it was heading: faster along valleys, steadier across them.",
    zh: "记住前进方向：沿山谷更快，横向更稳。",
  },
  batch: "mini",
  card: {
    formula: "pytorch",
    shines: { en: "Long, narrow valleys, and deep convolutional networks.", zh: "狭长的山谷，以及深层卷积网络。" },
    fails: {
      en: "It overshoots and circles a minimum when momentum and rate are both high.",
      zh: "动量和学习率都高时会冲过头，在最低点附近打转。",
    },
    paper: {
      title: "Some methods of speeding up the convergence of iteration methods",
      authors: "B. T. Polyak",
      year: 1964,
      url: "https://doi.org/10.1016/0041-5553(64)90137-5",
    },
  },
  config: z.strictObject({
    learningRate: learningRateField(0.001, 0.01),
    momentum: momentumField(0.9),
    weightDecay: weightDecayField(),
  }),
  load: async () => withWeightDecay("l2", (await import("./momentum.ts")).momentum),
});
