/** Losses of a number, and of an input that is to be given back. */
import { z } from "zod";
import { defineLoss } from "../loss.ts";

const load = async () => import("./numbers.ts");

const tasks = ["regression", "reconstruction"] as const;

export const mse = defineLoss({
  id: "mse",
  title: { en: "Mean squared error", zh: "均方误差" },
  summary: {
    en: "The squared distance between prediction and truth. The usual loss for numbers.",
    zh: "预测与真实值之差的平方。预测数值时的常用损失。",
  },
  tasks,
  unit: "squared-target",
  config: z.strictObject({}),
  load: async () => (await load()).mse,
});

export const mae = defineLoss({
  id: "mae",
  title: { en: "Mean absolute error", zh: "平均绝对误差" },
  summary: {
    en: "The distance itself: a few wild values pull less than they do squared. Learns the median.",
    zh: "差的绝对值：离群值的影响比平方小。学到的是中位数。",
  },
  tasks,
  unit: "target",
  config: z.strictObject({}),
  load: async () => (await load()).mae,
});

export const huber = defineLoss({
  id: "huber",
  title: { en: "Huber", zh: "Huber 损失" },
  summary: {
    en: "Squared for small errors, straight for large ones: steady against wild values.",
    zh: "小误差用平方，大误差用直线：对离群值稳健。",
  },
  tasks,
  unit: "none",
  config: z.strictObject({
    delta: z
      .number()
      .positive()
      .max(1e6)
      .default(1)
      .meta({
        field: {
          label: { en: "Bend at", zh: "转折点" },
          help: {
            en: "The error from which on it is straight, as the target is taught (standardized where it is).",
            zh: "误差超过该值后改为直线；目标若已标准化，则按标准化后的单位。",
          },
        },
      }),
  }),
  load: async () => (await load()).huber,
});

export const logCosh = defineLoss({
  id: "log-cosh",
  title: { en: "Log-cosh", zh: "Log-cosh" },
  summary: {
    en: "Like Huber, but smooth everywhere: log(cosh(error)).",
    zh: "与 Huber 相似但处处光滑：log(cosh(误差))。",
  },
  tasks,
  unit: "none",
  config: z.strictObject({}),
  load: async () => (await load()).logCosh,
});

export const quantile = defineLoss({
  id: "quantile",
  title: { en: "Quantile", zh: "分位数损失" },
  summary: {
    en: "Learns the value that this share of the truth lies below, such as a cautious forecast.",
    zh: "学习使给定比例的真实值低于它的分位数，例如保守的预测。",
  },
  tasks: ["regression"],
  unit: "target",
  config: z.strictObject({
    quantile: z
      .number()
      .gt(0)
      .lt(1)
      .default(0.5)
      .meta({ field: { label: { en: "Quantile", zh: "分位数" } } }),
  }),
  load: async () => (await load()).quantile,
});

export const poisson = defineLoss({
  id: "poisson",
  title: { en: "Poisson", zh: "泊松损失" },
  summary: {
    en: "For counts: how likely the truth is at the predicted rate. The model answers above 0.",
    zh: "用于计数：在预测的发生率下真实计数的可能性。模型的输出恒为正。",
  },
  tasks: ["regression"],
  unit: "none",
  ending: "exponential",
  config: z.strictObject({}),
  load: async () => (await load()).poisson,
});

export const pixelCrossEntropy = defineLoss({
  id: "pixel-cross-entropy",
  title: { en: "Cross-entropy of shares", zh: "逐像素交叉熵" },
  summary: {
    en: "For inputs from 0 to 1, such as pixels: how surprised the model is by each. It answers between 0 and 1.",
    zh: "用于 0 到 1 之间的输入（如像素）：模型对每个值的“惊讶”程度，其输出也在 0 到 1 之间。",
  },
  tasks: ["reconstruction"],
  unit: "none",
  ending: "sigmoid",
  config: z.strictObject({}),
  load: async () => (await load()).pixelCrossEntropy,
});
