import { z } from "zod";
import { defineLoss } from "../loss.ts";

export const categoricalCrossEntropy = defineLoss({
  id: "categorical-cross-entropy",
  title: { en: "Cross-entropy", zh: "交叉熵" },
  summary: {
    en: "How surprised the model is by the right class, in nats. The usual loss for classes.",
    zh: "模型对正确类别的“惊讶”程度（单位：奈特）。分类时的常用损失。",
  },
  tasks: ["classification"],
  unit: "none",
  config: z.strictObject({}),
  load: async () => (await import("./categorical-cross-entropy.ts")).categoricalCrossEntropy,
});
