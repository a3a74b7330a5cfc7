import { z } from "zod";
import { beta1Field, beta2Field, epsilonField, learningRateField, weightDecayField } from "../fields.ts";
import { defineOptimizer } from "../optimizer.ts";
import { withWeightDecay } from "../weight-decay.ts";

export const adamax = defineOptimizer({
  id: "adamax",
  title: { en: "Adamax", zh: "Adamax" },
  summary: {
    en: "Adam with the largest recent gradient in place of the root mean square: calmer under outliers.",
    zh: "用近期最大梯度代替均方根的 Adam，面对离群值更稳。",
  },
  batch: "mini",
  card: {
    formula: "pytorch",
    shines: { en: "Embeddings and gradients with outliers.", zh: "嵌入层，以及带离群值的梯度。" },
    fails: {
      en: "One very large gradient keeps the steps short for a long time.",
      zh: "一个特别大的梯度会让步长在很长时间内偏短。",
    },
    paper: {
      title: "Adam: a method for stochastic optimization",
      authors: "D. P. Kingma, J. Ba",
      year: 2015,
      url: "https://arxiv.org/abs/1412.6980",
    },
  },
  config: z.strictObject({
    learningRate: learningRateField(0.002),
    beta1: beta1Field(),
    beta2: beta2Field(),
    epsilon: epsilonField(1e-8),
    weightDecay: weightDecayField(),
  }),
  load: async () => withWeightDecay("l2", (await import("./adamax.ts")).adamax),
});
