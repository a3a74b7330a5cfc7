import { z } from "zod";
import { defineMetric } from "../metric.ts";

export const accuracy = defineMetric({
  id: "accuracy",
  title: { en: "Accuracy", zh: "准确率" },
  summary: {
    en: "The share of examples whose class was right; of texts, of tokens that were foreseen.",
    zh: "类别预测正确的样本比例；对文本而言，是预测正确的词元比例。",
  },
  tasks: ["classification", "generation"],
  better: "higher",
  unit: "fraction",
  config: z.strictObject({}),
  load: async () => (await import("./accuracy.ts")).accuracy,
});
