import { z } from "zod";
import { StudioError } from "../../../language/studio-error.ts";
import { defineArchitecture, flattened } from "../architecture.ts";

export const logistic = defineArchitecture({
  id: "logistic",
  title: { en: "Logistic regression", zh: "逻辑回归" },
  summary: {
    en: "Straight borders between classes (softmax for more than two). Fast, and often good enough.",
    zh: "类别之间用直线边界划分（多类时为 softmax 回归）。快速，常常够用。",
  },
  config: z.strictObject({}),
  layers: (_config, seam) => {
    if (seam.task === "regression") {
      throw new StudioError({
        code: "architecture-task",
        text: {
          en: "Logistic regression predicts classes, but the target is a number. Pick linear regression or a network.",
          zh: "逻辑回归用于预测类别，但目标是数值。请选择线性回归或神经网络。",
        },
      });
    }
    return [...flattened(seam), { type: "dense", units: seam.outputs }];
  },
});
