import { z } from "zod";
import { beta1Field, beta2Field, epsilonField, learningRateField, weightDecayField } from "../fields.ts";
import { defineOptimizer } from "../optimizer.ts";
import { withWeightDecay } from "../weight-decay.ts";

export const nadam = defineOptimizer({
  id: "nadam",
  title: { en: "NAdam", zh: "NAdam" },
  summary: {
    en: "Adam with Nesterov's look-ahead.",
    zh: "带 Nesterov 前瞻的 Adam。",
  },
  batch: "mini",
  card: {
    formula: "pytorch",
    shines: { en: "Where Adam works, often a little faster at the start.", zh: "Adam 适用之处，起步往往略快。" },
    fails: { en: "Little difference on long runs.", zh: "长时间训练差别不大。" },
    paper: {
      title: "Incorporating Nesterov momentum into Adam",
      authors: "T. Dozat",
      year: 2016,
      url: "https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ",
    },
  },
  config: z.strictObject({
    learningRate: learningRateField(0.002),
    beta1: beta1Field(),
    beta2: beta2Field(),
    epsilon: epsilonField(1e-8),
    momentumDecay: z
      .number()
      .min(0)
      .max(1)
      .default(0.004)
      .meta({
        field: {
          label: { en: "Momentum decay", zh: "动量衰减" },
          help: {
            en: "How soon the momentum warms up to beta 1: it starts at half of it; 0.004 is usual.",
            zh: "动量升至 beta 1 的快慢（从其一半开始），常用 0.004。",
          },
        },
      }),
    weightDecay: weightDecayField(),
  }),
  load: async () => withWeightDecay("l2", (await import("./nadam.ts")).nadam),
});
