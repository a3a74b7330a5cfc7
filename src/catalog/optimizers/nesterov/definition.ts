import { z } from "zod";
import { learningRateField, momentumField, weightDecayField } from "../fields.ts";
import { defineOptimizer } from "../optimizer.ts";
import { withWeightDecay } from "../weight-decay.ts";

export const nesterov = defineOptimizer({
  id: "nesterov",
  title: { en: "Nesterov momentum", zh: "Nesterov 动量" },
  summary: {
    en: "Momentum that looks ahead before it turns, so it overshoots less.",
    zh: "先向前看一步再转向的动量，越过最低点的情况更少。",
  },
  batch: "mini",
  config: z.strictObject({
    learningRate: learningRateField(0.01),
    momentum: momentumField(0.9),
    weightDecay: weightDecayField(),
  }),
  load: async () => withWeightDecay("l2", (await import("./nesterov.ts")).nesterov),
});
