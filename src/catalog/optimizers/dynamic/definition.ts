import { z } from "zod";
import { learningRateField, weightDecayField } from "../fields.ts";
import { defineOptimizer } from "../optimizer.ts";
import { withWeightDecay } from "../weight-decay.ts";

export const dynamic = defineOptimizer({
  id: "dynamic",
  title: { en: "Dynamic gradient descent", zh: "动态梯度下降" },
  summary: {
    en: "Begins with small, cheap batches and lets them grow each epoch until a step sees everything.",
    zh: "从又小又快的批次开始，每轮逐渐增大，直到每一步看到全部数据。",
  },
  batch: "growing",
  card: {
    formula: "paper-only",
    shines: {
      en: "Fast progress at first and a calm end, without lowering the learning rate.",
      zh: "前期进展快、后期平稳，无需降低学习率。",
    },
    fails: {
      en: "Long runs on large data: once the batch is everything, each step costs a full pass.",
      zh: "大数据上的长时间训练：批次增至全部数据后，每步都要遍历一遍。",
    },
    paper: {
      title: "Hybrid Deterministic-Stochastic Methods for Data Fitting",
      authors: "M. P. Friedlander, M. Schmidt",
      year: 2012,
      url: "https://arxiv.org/abs/1104.2373",
    },
  },
  config: z.strictObject({
    learningRate: learningRateField(0.05),
    firstBatch: z
      .int()
      .min(1)
      .max(1_000_000)
      .default(32)
      .meta({
        field: {
          label: { en: "First batch", zh: "首轮批量" },
          help: {
            en: "Examples a step of the first epoch sees; 16 to 128 is usual.",
            zh: "首轮每一步所用的样本数，常用 16 到 128。",
          },
          scale: "log",
        },
      }),
    growth: z
      .number()
      .min(1)
      .max(1000)
      .default(2)
      .meta({
        field: {
          label: { en: "Growth", zh: "增长倍数" },
          help: {
            en: "What the batch is multiplied with each epoch; 1.1 to 2 is usual, 1 keeps it.",
            zh: "批量每轮所乘的倍数，常用 1.1 到 2；1 表示不变。",
          },
        },
      }),
    weightDecay: weightDecayField(),
  }),
  load: async () => withWeightDecay("l2", (await import("../descend.ts")).descend),
});
