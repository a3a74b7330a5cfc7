import { z } from "zod";
import { beta1Field, beta2Field, epsilonField, learningRateField, weightDecayField } from "../fields.ts";
import { defineOptimizer } from "../optimizer.ts";
import { withWeightDecay } from "../weight-decay.ts";

export const adabelief = defineOptimizer({
  id: "adabelief",
  title: { en: "AdaBelief", zh: "AdaBelief" },
  summary: {
    en: "Steps far where gradients agree with their mean and carefully where they surprise.",
    zh: "梯度符合预期时大步前进，出乎意料时小心迈步。",
  },
  batch: "mini",
  card: {
    formula: "paper",
    shines: { en: "Adam’s speed with generalisation closer to SGD’s.", zh: "兼具 Adam 的速度和接近 SGD 的泛化能力。" },
    fails: { en: "Sensitive to epsilon, which is added in every step.", zh: "对每步都会加入的 ε 很敏感。" },
    paper: {
      title: "AdaBelief optimizer: adapting stepsizes by the belief in observed gradients",
      authors: "J. Zhuang et al.",
      year: 2020,
      url: "https://arxiv.org/abs/2010.07468",
    },
  },
  config: z.strictObject({
    learningRate: learningRateField(0.001),
    beta1: beta1Field(),
    beta2: beta2Field(),
    epsilon: epsilonField(1e-16),
    weightDecay: weightDecayField(),
  }),
  load: async () => withWeightDecay("l2", (await import("./adabelief.ts")).adabelief),
});
