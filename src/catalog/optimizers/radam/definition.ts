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
  config: z.strictObject({
    learningRate: learningRateField(0.001),
    beta1: beta1Field(),
    beta2: beta2Field(),
    epsilon: epsilonField(1e-8),
    weightDecay: weightDecayField(),
  }),
  load: async () => withWeightDecay("l2", (await import("./radam.ts")).radam),
});
