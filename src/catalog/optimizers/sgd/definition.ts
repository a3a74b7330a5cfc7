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
  card: {
    formula: "pytorch",
    shines: {
      en: "A sound baseline. With a good schedule it often generalises best on pictures.",
      zh: "可靠的基线。配合好的调度，在图像任务上泛化往往最好。",
    },
    fails: {
      en: "Narrow valleys and features of different scale: it zigzags unless the rate is small.",
      zh: "狭窄的山谷和尺度不一的特征：学习率不小就会来回震荡。",
    },
    paper: {
      title: "Optimization methods for large-scale machine learning",
      authors: "L. Bottou, F. Curtis, J. Nocedal",
      year: 2018,
      url: "https://arxiv.org/abs/1606.04838",
    },
  },
  config: z.strictObject({ learningRate: learningRateField(0.001, 0.01), weightDecay: weightDecayField() }),
  load: async () => withWeightDecay("l2", (await import("../descend.ts")).descend),
});
