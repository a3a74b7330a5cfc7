import { z } from "zod";
import { defineOptimizer, learningRateField } from "../optimizer.ts";

const decayField = (standard: number, en: string, zh: string) =>
  z
    .number()
    .min(0)
    .lt(1)
    .default(standard)
    .meta({ field: { label: { en, zh } } });

export const adam = defineOptimizer({
  id: "adam",
  title: { en: "Adam", zh: "Adam" },
  summary: {
    en: "Keeps a running mean and spread of every gradient and scales each step by them. A good first choice.",
    zh: "为每个参数记录梯度的滑动均值和幅度，并据此缩放步长。适合作为首选。",
  },
  batch: "mini",
  config: z.strictObject({
    learningRate: learningRateField(0.001),
    beta1: decayField(0.9, "Beta 1 (mean)", "Beta 1（均值）"),
    beta2: decayField(0.999, "Beta 2 (spread)", "Beta 2（幅度）"),
    epsilon: z
      .number()
      .positive()
      .max(1)
      .default(1e-8)
      .meta({ field: { label: { en: "Epsilon", zh: "Epsilon" }, scale: "log" } }),
  }),
  load: async () => (await import("./adam.ts")).adam,
});
