/** Metrics of a number. */
import { z } from "zod";
import { defineMetric } from "../metric.ts";

const load = async () => import("./numbers.ts");

const shared = { tasks: ["regression"], better: "lower", isLive: true, config: z.strictObject({}) } as const;

export const r2 = defineMetric({
  ...shared,
  id: "r2",
  title: { en: "R²", zh: "R²" },
  summary: {
    en: "The share of the target's variance that the model explains: 1 is perfect, 0 no better than the mean.",
    zh: "模型解释了目标方差的多大比例：1 为完美，0 表示不比取均值更好。",
  },
  better: "higher",
  unit: "none",
  load: async () => (await load()).r2,
});

export const mae = defineMetric({
  ...shared,
  id: "mae",
  tasks: ["regression", "reconstruction"],
  title: { en: "Mean absolute error", zh: "平均绝对误差" },
  summary: {
    en: "How far off a prediction is on average, in the target's own unit.",
    zh: "预测平均偏差多少，单位与目标相同。",
  },
  unit: "target",
  load: async () => (await load()).mae,
});

export const rmse = defineMetric({
  ...shared,
  id: "rmse",
  tasks: ["regression", "reconstruction"],
  title: { en: "Root mean squared error", zh: "均方根误差" },
  summary: {
    en: "How far off a prediction is, in the target's own unit; large errors count for more.",
    zh: "预测的偏差，单位与目标相同；较大的误差占更大比重。",
  },
  unit: "target",
  load: async () => (await load()).rmse,
});

export const mse = defineMetric({
  ...shared,
  id: "mse",
  tasks: ["regression", "reconstruction"],
  title: { en: "Mean squared error", zh: "均方误差" },
  summary: {
    en: "The mean of the squared errors, in the square of the target's unit.",
    zh: "误差平方的平均值，单位为目标单位的平方。",
  },
  unit: "squared-target",
  load: async () => (await load()).mse,
});

export const mape = defineMetric({
  ...shared,
  id: "mape",
  title: { en: "Mean absolute percentage error", zh: "平均绝对百分比误差" },
  summary: {
    en: "The error as a share of the true value, on average. Grows without bound where true values are near 0.",
    zh: "误差占真实值的平均比例。真实值接近 0 时会变得极大。",
  },
  unit: "fraction",
  isLive: false,
  load: async () => (await load()).mape,
});
