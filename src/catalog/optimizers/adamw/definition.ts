import { z } from "zod";
import { beta1Field, beta2Field, epsilonField, learningRateField, weightDecayField } from "../fields.ts";
import { defineOptimizer } from "../optimizer.ts";
import { withWeightDecay } from "../weight-decay.ts";

export const adamw = defineOptimizer({
  id: "adamw",
  title: { en: "AdamW", zh: "AdamW" },
  summary: {
    en: "Adam whose weight decay acts on the weights themselves, not through the gradient. The standard for transformers.",
    zh: "权重衰减直接作用于权重而不经过梯度的 Adam，训练 Transformer 的标准选择。",
  },
  batch: "mini",
  card: {
    formula: "pytorch",
    shines: {
      en: "Transformers, and any network that needs weight decay.",
      zh: "Transformer，以及任何需要权重衰减的网络。",
    },
    fails: {
      en: "Its decay has to be tuned together with the rate and its schedule.",
      zh: "权重衰减需要与学习率及其调度一起调整。",
    },
    paper: {
      title: "Decoupled weight decay regularization",
      authors: "I. Loshchilov, F. Hutter",
      year: 2019,
      url: "https://arxiv.org/abs/1711.05101",
    },
  },
  config: z.strictObject({
    learningRate: learningRateField(0.001),
    beta1: beta1Field(),
    beta2: beta2Field(),
    epsilon: epsilonField(1e-8),
    weightDecay: weightDecayField(0.01),
  }),
  load: async () => withWeightDecay("decoupled", (await import("../adam/adam.ts")).adam),
});
