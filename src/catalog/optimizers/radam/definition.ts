import { z } from "zod";
import { beta1Field, beta2Field, epsilonField, learningRateField, weightDecayField } from "../fields.ts";
import { defineOptimizer } from "../optimizer.ts";
import { withWeightDecay } from "../weight-decay.ts";

export const radam = defineOptimizer({
  id: "radam",
  title: { en: "RAdam", zh: "RAdam" },
  summary: {
    en: "Adam that waits until its spread can be trusted, so it needs no warm-up.",
    zh: "等到幅度估计可信后才启用的 Adam，无需预热。",
  },
  batch: "mini",
  card: {
    formula: "pytorch",
    shines: {
      en: "When Adam needs a warm-up and you would rather not tune one.",
      zh: "Adam 需要预热而你不想调预热时。",
    },
    fails: {
      en: "The first steps are plain momentum and may be large at a high rate.",
      zh: "最初几步是普通动量，学习率高时步子可能过大。",
    },
    paper: {
      title: "On the variance of the adaptive learning rate and beyond",
      authors: "L. Liu et al.",
      year: 2020,
      url: "https://arxiv.org/abs/1908.03265",
    },
  },
  config: z.strictObject({
    learningRate: learningRateField(0.001),
    beta1: beta1Field(),
    beta2: beta2Field(),
    epsilon: epsilonField(1e-8),
    weightDecay: weightDecayField(),
  }),
  load: async () => withWeightDecay("l2", (await import("./radam.ts")).radam),
});
