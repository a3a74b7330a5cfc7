import { z } from "zod";
import { learningRateField, weightDecayField } from "../fields.ts";
import { defineOptimizer } from "../optimizer.ts";
import { withWeightDecay } from "../weight-decay.ts";

export const stochastic = defineOptimizer({
  id: "stochastic",
  title: { en: "SGD, one example", zh: "随机梯度下降（单样本）" },
  summary: {
    en: "Every step follows a single example: cheap and noisy, many steps an epoch.",
    zh: "每一步只看一个样本：便宜但有噪声，一轮有很多步。",
  },
  batch: "single",
  card: {
    formula: "pytorch",
    shines: {
      en: "Streams of data, and first progress within a handful of examples.",
      zh: "流式数据，只需少量样本就能开始进步。",
    },
    fails: {
      en: "The noise never settles at a constant rate, and single examples use no hardware well.",
      zh: "固定学习率下噪声不会平息，逐个样本也无法充分利用硬件。",
    },
    paper: {
      title: "A stochastic approximation method",
      authors: "H. Robbins, S. Monro",
      year: 1951,
      url: "https://doi.org/10.1214/aoms/1177729586",
    },
  },
  config: z.strictObject({ learningRate: learningRateField(0.001, 0.01), weightDecay: weightDecayField() }),
  load: async () => withWeightDecay("l2", (await import("../descend.ts")).descend),
});
