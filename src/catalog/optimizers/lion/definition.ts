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
  config: z.strictObject({
    learningRate: learningRateField(0.0001),
    beta1: beta1Field(),
    beta2: beta2Field(0.99),
    weightDecay: weightDecayField(),
  }),
  load: async () => withWeightDecay("decoupled", (await import("./lion.ts")).lion),
});
