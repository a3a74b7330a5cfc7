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
  config: z.strictObject({
    learningRate: learningRateField(0.001),
    beta1: beta1Field(),
    beta2: beta2Field(),
    epsilon: epsilonField(1e-8),
    weightDecay: weightDecayField(),
  }),
  load: async () => withWeightDecay("l2", (await import("./adam.ts")).adam),
});
