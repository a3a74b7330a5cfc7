import { z } from "zod";
import { beta1Field, beta2Field, epsilonField, learningRateField, weightDecayField } from "../fields.ts";
import { defineOptimizer } from "../optimizer.ts";
import { withWeightDecay } from "../weight-decay.ts";

export const amsgrad = defineOptimizer({
  id: "amsgrad",
  title: { en: "AMSGrad", zh: "AMSGrad" },
  summary: {
    en: "Adam that never forgets the largest spread it saw, which makes its convergence provable.",
    zh: "记住见过的最大幅度的 Adam，因而收敛性可以证明。",
  },
  batch: "mini",
  config: z.strictObject({
    learningRate: learningRateField(0.001),
    beta1: beta1Field(),
    beta2: beta2Field(),
    epsilon: epsilonField(1e-8),
    weightDecay: weightDecayField(),
  }),
  load: async () => withWeightDecay("l2", (await import("./amsgrad.ts")).amsgrad),
});
