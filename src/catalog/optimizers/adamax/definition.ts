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
  config: z.strictObject({
    learningRate: learningRateField(0.002),
    beta1: beta1Field(),
    beta2: beta2Field(),
    epsilon: epsilonField(1e-8),
    weightDecay: weightDecayField(),
  }),
  load: async () => withWeightDecay("l2", (await import("./adamax.ts")).adamax),
});
