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
  config: z.strictObject({
    learningRate: learningRateField(0.001),
    beta1: beta1Field(),
    beta2: beta2Field(),
    epsilon: epsilonField(1e-16),
    weightDecay: weightDecayField(),
  }),
  load: async () => withWeightDecay("l2", (await import("./adabelief.ts")).adabelief),
});
