import { z } from "zod";
import { defineWrapper } from "../wrapper.ts";

export const averaging = defineWrapper({
  id: "averaging",
  title: { en: "Averaged weights", zh: "权重平均" },
  summary: {
    en: "Trains as before, but measures and saves a running mean of the weights: calmer and often a little better.",
    zh: "训练照常进行，但评估与保存的是权重的滑动平均：更平稳，往往也略好。",
  },
  paper: {
    title: "Acceleration of Stochastic Approximation by Averaging",
    authors: "B. T. Polyak, A. B. Juditsky",
    year: 1992,
    url: "https://doi.org/10.1137/0330046",
  },
  config: z.strictObject({
    mean: z
      .enum(["exponential", "equal"])
      .default("exponential")
      .meta({
        field: {
          label: { en: "Mean", zh: "平均方式" },
          help: {
            en: "Exponential forgets early weights; equal counts every step alike (Polyak).",
            zh: "指数平均会淡忘早期权重；等权平均对每一步一视同仁（Polyak）。",
          },
          choices: {
            exponential: { en: "Exponential", zh: "指数" },
            equal: { en: "Equal", zh: "等权" },
          },
        },
      }),
    decay: z
      .number()
      .min(0)
      .lt(1)
      .default(0.999)
      .meta({
        field: {
          label: { en: "Decay", zh: "衰减率" },
          help: {
            en: "Share of the exponential mean that is kept each step; 0.99 to 0.9999.",
            zh: "指数平均每步保留的比例，常用 0.99 到 0.9999。",
          },
        },
      }),
  }),
  load: async () => (await import("./averaging.ts")).averaging,
});
