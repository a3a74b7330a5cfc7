import { z } from "zod";
import { defineMetric } from "../metric.ts";

export const mae = defineMetric({
  id: "mae",
  title: { en: "Mean absolute error", zh: "平均绝对误差" },
  summary: {
    en: "How far off a prediction is on average, in the target's own unit.",
    zh: "预测平均偏差多少，单位与目标相同。",
  },
  tasks: ["regression", "reconstruction"],
  better: "lower",
  unit: "target",
  config: z.strictObject({}),
  load: async () => (await import("./mae.ts")).mae,
});
