import { z } from "zod";
import { beta1Field, beta2Field, epsilonField, learningRateField, weightDecayField } from "../fields.ts";
import { defineOptimizer } from "../optimizer.ts";

export const lamb = defineOptimizer({
  id: "lamb",
  title: { en: "LAMB", zh: "LAMB" },
  summary: {
    en: "Adam whose step in each layer is as long as its weights are large. Made for very large batches.",
    zh: "让每层步长与该层权重大小成比例的 Adam，专为超大批量设计。",
  },
  batch: "mini",
  config: z.strictObject({
    learningRate: learningRateField(0.001),
    beta1: beta1Field(),
    beta2: beta2Field(),
    epsilon: epsilonField(1e-6),
    weightDecay: weightDecayField(),
  }),
  load: async () => (await import("./lamb.ts")).lamb,
});
