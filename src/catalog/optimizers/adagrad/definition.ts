import { z } from "zod";
import { epsilonField, learningRateField, weightDecayField } from "../fields.ts";
import { defineOptimizer } from "../optimizer.ts";
import { withWeightDecay } from "../weight-decay.ts";

export const adagrad = defineOptimizer({
  id: "adagrad",
  title: { en: "Adagrad", zh: "Adagrad" },
  summary: {
    en: "Gives rarely used weights longer steps. All steps shrink with time, so it can stall.",
    zh: "让很少更新的权重走得更远。步长会随时间不断缩小，因此可能停滞。",
  },
  batch: "mini",
  config: z.strictObject({
    learningRate: learningRateField(0.01),
    epsilon: epsilonField(1e-10),
    weightDecay: weightDecayField(),
  }),
  load: async () => withWeightDecay("l2", (await import("./adagrad.ts")).adagrad),
});
