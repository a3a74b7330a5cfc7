import { z } from "zod";
import { learningRateField } from "../fields.ts";
import { defineOptimizer } from "../optimizer.ts";

const toleranceField = (standard: number, label: { en: string; zh: string }, help: { en: string; zh: string }) =>
  z
    .number()
    .min(0)
    .max(1e30)
    .default(standard)
    .meta({ field: { label, help, scale: "log" } });

export const lbfgs = defineOptimizer({
  id: "lbfgs",
  title: { en: "L-BFGS", zh: "L-BFGS（拟牛顿法）" },
  summary: {
    en: "Learns the loss's curvature from its last steps and heads straight for the bottom of the valley. Uses the whole training set.",
    zh: "从最近几步估计损失的曲率，直奔谷底。每一步使用全部训练数据。",
  },
  batch: "full",
  isWhole: true,
  card: {
    formula: "pytorch",
    shines: {
      en: "Small data and smooth losses, such as curve fits: few steps to many correct digits.",
      zh: "数据量小、损失平滑的问题（如曲线拟合）：几步即可达到很高精度。",
    },
    fails: {
      en: "Mini-batches and dropout, whose noise looks like curvature; large data, as one step takes many full passes.",
      zh: "小批量与随机失活：噪声会被误认为曲率；数据量大时，一步就要遍历多次全部数据。",
    },
    paper: {
      title: "On the limited memory BFGS method for large scale optimization",
      authors: "D. C. Liu, J. Nocedal",
      year: 1989,
      url: "https://doi.org/10.1007/BF01589116",
    },
  },
  config: z.strictObject({
    learningRate: learningRateField(1),
    lineSearch: z
      .enum(["none", "strong-wolfe"])
      .default("none")
      .meta({
        field: {
          label: { en: "Line search", zh: "线搜索" },
          help: {
            en: "Tries lengths along each direction until the loss falls well. Safer; costs more passes.",
            zh: "沿每个方向尝试不同步长，直到损失充分下降。更稳妥，但要多遍历几次数据。",
          },
          start: "strong-wolfe",
          choices: {
            none: { en: "None", zh: "无" },
            "strong-wolfe": { en: "Strong Wolfe", zh: "强 Wolfe 条件" },
          },
        },
      }),
    history: z
      .int()
      .min(1)
      .max(1000)
      .default(100)
      .meta({
        field: {
          label: { en: "Memory", zh: "记忆步数" },
          help: {
            en: "How many past steps the curvature is learnt from; 5 to 100. Each takes the room of two sets of weights.",
            zh: "用多少个过去的步来估计曲率，常用 5 到 100。每步占用两份权重的空间。",
          },
          scale: "log",
        },
      }),
    iterations: z
      .int()
      .min(1)
      .max(10_000)
      .default(20)
      .meta({
        field: {
          label: { en: "Iterations a step", zh: "每步迭代数" },
          help: {
            en: "How often the weights move within one step; 1 to 20. Each takes a pass over the data.",
            zh: "一步之内权重更新的次数，常用 1 到 20。每次都要遍历一遍数据。",
          },
          scale: "log",
        },
      }),
    evaluations: z
      .int()
      .min(1)
      .max(100_000)
      .nullable()
      .default(null)
      .meta({
        field: {
          label: { en: "Limit passes", zh: "限制遍历次数" },
          help: {
            en: "The most passes over the data in one step. Off: a quarter more than the iterations.",
            zh: "一步之内最多遍历数据的次数。关闭时为迭代数的 1.25 倍。",
          },
          scale: "log",
          start: 25,
        },
      }),
    gradientTolerance: toleranceField(
      1e-7,
      { en: "Gradient tolerance", zh: "梯度容差" },
      {
        en: "The weights rest once no number of the gradient is larger; 1e-9 to 1e-5.",
        zh: "梯度的各分量都不超过该值时不再移动，常用 1e-9 到 1e-5。",
      },
    ),
    changeTolerance: toleranceField(
      1e-9,
      { en: "Change tolerance", zh: "变化容差" },
      {
        en: "A step ends once weights or loss change by less; 1e-12 to 1e-6.",
        zh: "权重或损失的变化小于该值时结束这一步，常用 1e-12 到 1e-6。",
      },
    ),
  }),
  load: async () => (await import("./lbfgs.ts")).lbfgs,
});
