import { z } from "zod";
import { beta1Field, beta2Field, learningRateField, weightDecayField } from "../fields.ts";
import { defineOptimizer } from "../optimizer.ts";
import { withWeightDecay } from "../weight-decay.ts";

export const lion = defineOptimizer({
  id: "lion",
  title: { en: "Lion", zh: "Lion" },
  summary: {
    en: "Uses only the sign of the momentum: every weight moves equally far. Wants a rate three to ten times below Adam's.",
    zh: "只看动量的符号，每个权重移动同样远。学习率应比 Adam 小三到十倍。",
  },
  batch: "mini",
  card: {
    formula: "paper",
    shines: {
      en: "Large models and large batches, with half of Adam’s memory.",
      zh: "大模型与大批量，内存只需 Adam 的一半。",
    },
    fails: {
      en: "Small batches: the sign of a noisy mean is mostly noise. Needs a small rate and more weight decay.",
      zh: "小批量时，噪声均值的符号大多是噪声；需要更小的学习率和更大的权重衰减。",
    },
    paper: {
      title: "Symbolic discovery of optimization algorithms",
      authors: "X. Chen et al.",
      year: 2023,
      url: "https://arxiv.org/abs/2302.06675",
    },
  },
  config: z.strictObject({
    learningRate: learningRateField(0.0001),
    beta1: beta1Field(),
    beta2: beta2Field(0.99),
    weightDecay: weightDecayField(),
  }),
  load: async () => withWeightDecay("decoupled", (await import("./lion.ts")).lion),
});
