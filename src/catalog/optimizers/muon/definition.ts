import { z } from "zod";
import { decayField, learningRateField, weightDecayField } from "../fields.ts";
import { defineOptimizer } from "../optimizer.ts";

export const muon = defineOptimizer({
  id: "muon",
  title: { en: "Muon", zh: "Muon" },
  summary: {
    en: "Turns each matrix's momentum into the nearest orthogonal one, so that all directions learn equally. Other weights use AdamW.",
    zh: "把矩阵的动量变为最接近的正交矩阵，使各方向同步学习；其余权重使用 AdamW。",
  },
  batch: "mini",
  config: z.strictObject({
    learningRate: learningRateField(0.02),
    momentum: decayField(0.95, { en: "Momentum", zh: "动量" }),
    nesterov: z
      .boolean()
      .default(true)
      .meta({ field: { label: { en: "Look ahead (Nesterov)", zh: "前瞻（Nesterov）" } } }),
    adamLearningRate: z
      .number()
      .positive()
      .max(1e30)
      .default(0.001)
      .meta({
        field: {
          label: { en: "Learning rate of AdamW", zh: "AdamW 学习率" },
          help: {
            en: "For biases, convolutions and everything else that is no matrix.",
            zh: "用于偏置、卷积等非矩阵参数。",
          },
          scale: "log",
        },
      }),
    weightDecay: weightDecayField(),
  }),
  load: async () => (await import("./muon.ts")).muon,
});
