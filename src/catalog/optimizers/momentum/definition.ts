import { z } from "zod";
import { learningRateField, momentumField, weightDecayField } from "../fields.ts";
import { defineOptimizer } from "../optimizer.ts";
import { withWeightDecay } from "../weight-decay.ts";

export const momentum = defineOptimizer({
  id: "momentum",
  title: { en: "SGD with momentum", zh: "动量梯度下降" },
  summary: {
    en: "Remembers where it was heading: faster along valleys, steadier across them.",
    zh: "记住前进方向：沿山谷更快，横向更稳。",
  },
  batch: "mini",
  config: z.strictObject({
    learningRate: learningRateField(0.01),
    momentum: momentumField(0.9),
    weightDecay: weightDecayField(),
  }),
  load: async () => withWeightDecay("l2", (await import("./momentum.ts")).momentum),
});
