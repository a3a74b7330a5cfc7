import { z } from "zod";
import { decayField, epsilonField, learningRateField, weightDecayField } from "../fields.ts";
import { defineOptimizer } from "../optimizer.ts";
import { withWeightDecay } from "../weight-decay.ts";

export const adadelta = defineOptimizer({
  id: "adadelta",
  title: { en: "Adadelta", zh: "Adadelta" },
  summary: {
    en: "Sizes each step by the steps before it, so the learning rate hardly matters.",
    zh: "根据之前的步幅决定当前步长，因此学习率几乎无需调整。",
  },
  batch: "mini",
  card: {
    formula: "pytorch",
    shines: { en: "When there is no time to search for a learning rate.", zh: "没有时间寻找学习率时。" },
    fails: {
      en: "It begins slowly, since its steps grow from almost nothing.",
      zh: "起步很慢，因为步长从几乎为零开始增长。",
    },
    paper: {
      title: "ADADELTA: an adaptive learning rate method",
      authors: "M. D. Zeiler",
      year: 2012,
      url: "https://arxiv.org/abs/1212.5701",
    },
  },
  config: z.strictObject({
    learningRate: learningRateField(1),
    rho: decayField(
      0.9,
      { en: "Rho", zh: "Rho" },
      { en: "How long past gradients and steps are remembered.", zh: "对过去梯度与步幅的记忆长度。" },
    ),
    epsilon: epsilonField(1e-6),
    weightDecay: weightDecayField(),
  }),
  load: async () => withWeightDecay("l2", (await import("./adadelta.ts")).adadelta),
});
