import { z } from "zod";
import { decayField, epsilonField, learningRateField, momentumField, weightDecayField } from "../fields.ts";
import { defineOptimizer } from "../optimizer.ts";
import { withWeightDecay } from "../weight-decay.ts";

export const rmsprop = defineOptimizer({
  id: "rmsprop",
  title: { en: "RMSprop", zh: "RMSprop" },
  summary: {
    en: "Divides each gradient by its recent size. Works well on noisy and recurrent problems.",
    zh: "用梯度近期的大小对其归一化，适合噪声大的问题和循环网络。",
  },
  batch: "mini",
  card: {
    formula: "pytorch",
    shines: {
      en: "Recurrent networks, reinforcement learning and other moving targets.",
      zh: "循环网络、强化学习等目标不断变化的问题。",
    },
    fails: { en: "Without momentum it jitters near the minimum.", zh: "没有动量时会在最低点附近抖动。" },
    paper: {
      title: "Lecture 6.5, RMSProp: divide the gradient by a running average of its recent magnitude",
      authors: "T. Tieleman, G. Hinton",
      year: 2012,
      url: "https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf",
    },
  },
  config: z.strictObject({
    learningRate: learningRateField(0.01),
    rho: decayField(
      0.99,
      { en: "Rho", zh: "Rho" },
      { en: "How long past squared gradients are remembered.", zh: "对过去梯度平方的记忆长度。" },
    ),
    momentum: momentumField(0),
    centered: z
      .boolean()
      .default(false)
      .meta({
        field: {
          label: { en: "Centred", zh: "中心化" },
          help: {
            en: "Divides by the spread around the mean instead of the raw size.",
            zh: "除以围绕均值的标准差，而不是原始大小。",
          },
        },
      }),
    epsilon: epsilonField(1e-8),
    weightDecay: weightDecayField(),
  }),
  load: async () => withWeightDecay("l2", (await import("./rmsprop.ts")).rmsprop),
});
