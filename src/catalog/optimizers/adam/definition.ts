import { z } from "zod";
import { beta1Field, beta2Field, epsilonField, learningRateField, weightDecayField } from "../fields.ts";
import { defineOptimizer } from "../optimizer.ts";
import { withWeightDecay } from "../weight-decay.ts";

export const adam = defineOptimizer({
  id: "adam",
  title: { en: "Adam", zh: "Adam" },
  summary: {
    en: "Keeps a running mean and spread of every gradient and scales each step by them. A good first choice.",
    zh: "为每个参数记录梯度的滑动均值和幅度，并据此缩放步长。适合作为首选。",
  },
  batch: "mini",
  card: {
    formula: "pytorch",
    shines: {
      en: "Almost everything at its standard settings: a good first choice.",
      zh: "几乎所有问题，用默认设置即可：很好的首选。",
    },
    fails: {
      en: "It may generalise a little worse than tuned SGD, and its weight decay is uneven: see AdamW.",
      zh: "泛化可能略逊于精调的 SGD，且权重衰减不均匀（见 AdamW）。",
    },
    paper: {
      title: "Adam: a method for stochastic optimization",
      authors: "D. P. Kingma, J. Ba",
      year: 2015,
      url: "https://arxiv.org/abs/1412.6980",
    },
  },
  config: z.strictObject({
    learningRate: learningRateField(0.001),
    beta1: beta1Field(),
    beta2: beta2Field(),
    epsilon: epsilonField(1e-8),
    weightDecay: weightDecayField(),
  }),
  load: async () => withWeightDecay("l2", (await import("./adam.ts")).adam),
});
