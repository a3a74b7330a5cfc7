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
  config: z.strictObject({ learningRate: learningRateField(0.01), weightDecay: weightDecayField() }),
  load: async () => withWeightDecay("l2", (await import("../descend.ts")).descend),
});
