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
  config: z.strictObject({
    learningRate: learningRateField(0.001),
    beta1: beta1Field(),
    beta2: beta2Field(),
    epsilon: epsilonField(1e-8),
    weightDecay: weightDecayField(0.01),
  }),
  load: async () => withWeightDecay("decoupled", (await import("../adam/adam.ts")).adam),
});
