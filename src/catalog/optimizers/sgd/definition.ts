import { z } from "zod";
import { learningRateField, weightDecayField } from "../fields.ts";
import { defineOptimizer } from "../optimizer.ts";
import { withWeightDecay } from "../weight-decay.ts";

export const sgd = defineOptimizer({
  id: "sgd",
  title: { en: "Mini-batch SGD", zh: "小批量梯度下降" },
  summary: {
    en: "Every step follows the mean gradient of one batch. The plain workhorse that all others refine.",
    zh: "每一步沿一个小批量的平均梯度前进，是其他优化器的共同起点。",
  },
  batch: "mini",
  config: z.strictObject({ learningRate: learningRateField(0.01), weightDecay: weightDecayField() }),
  load: async () => withWeightDecay("l2", (await import("../descend.ts")).descend),
});
