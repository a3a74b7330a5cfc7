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
  card: {
    formula: "pytorch",
    shines: { en: "Wherever momentum helps, with less overshoot.", zh: "动量适用之处，且更少冲过头。" },
    fails: { en: "On very noisy gradients its look-ahead is worth little.", zh: "梯度噪声很大时，前瞻的作用有限。" },
    paper: {
      title: "On the importance of initialization and momentum in deep learning",
      authors: "I. Sutskever, J. Martens, G. Dahl, G. Hinton",
      year: 2013,
      url: "https://proceedings.mlr.press/v28/sutskever13.html",
    },
  },
  config: z.strictObject({
    learningRate: learningRateField(0.001, 0.01),
    momentum: momentumField(0.9),
    weightDecay: weightDecayField(),
  }),
  load: async () => withWeightDecay("l2", (await import("./nesterov.ts")).nesterov),
});
