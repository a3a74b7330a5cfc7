import { z } from "zod";
import { defineMetric } from "../metric.ts";

export const accuracy = defineMetric({
  id: "accuracy",
  title: { en: "Accuracy", zh: "准确率" },
  summary: { en: "The share of examples whose class was right.", zh: "类别预测正确的样本比例。" },
  tasks: ["classification"],
  better: "higher",
  unit: "fraction",
  config: z.strictObject({}),
  load: async () => (await import("./accuracy.ts")).accuracy,
});
