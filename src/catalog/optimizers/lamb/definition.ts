import { z } from "zod";
import { beta1Field, beta2Field, epsilonField, learningRateField, weightDecayField } from "../fields.ts";
import { defineOptimizer } from "../optimizer.ts";

export const lamb = defineOptimizer({
  id: "lamb",
  title: { en: "LAMB", zh: "LAMB" },
  summary: {
    en: "Adam whose step in each layer is as long as its weights are large. Made for very large batches.",
    zh: "让每层步长与该层权重大小成比例的 Adam，专为超大批量设计。",
  },
  batch: "mini",
  card: {
    formula: "paper",
    shines: {
      en: "Batches of thousands of examples, where Adam’s rate no longer scales.",
      zh: "上千样本的大批量，此时 Adam 的学习率不再适用。",
    },
    fails: {
      en: "Small batches: the same as Adam, only slower. Weights that start at zero hardly move.",
      zh: "小批量时与 Adam 相似但更慢；初始为零的权重几乎不动。",
    },
    paper: {
      title: "Large batch optimization for deep learning: training BERT in 76 minutes",
      authors: "Y. You et al.",
      year: 2020,
      url: "https://arxiv.org/abs/1904.00962",
    },
  },
  config: z.strictObject({
    learningRate: learningRateField(0.001),
    beta1: beta1Field(),
    beta2: beta2Field(),
    epsilon: epsilonField(1e-6),
    weightDecay: weightDecayField(),
  }),
  load: async () => (await import("./lamb.ts")).lamb,
});
