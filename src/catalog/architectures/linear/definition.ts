import { z } from "zod";
import { StudioError } from "../../../language/studio-error.ts";
import { defineArchitecture, flattened } from "../architecture.ts";

export const linear = defineArchitecture({
  id: "linear",
  title: { en: "Linear regression", zh: "线性回归" },
  summary: {
    en: "One weight a feature and a bias: a straight line or plane.",
    zh: "每个特征一个权重加偏置：一条直线或一个平面。",
  },
  config: z.strictObject({}),
  layers: (_config, seam) => {
    if (seam.task === "classification") {
      throw new StudioError({
        code: "architecture-task",
        text: {
          en: "Linear regression predicts numbers, but the target is a class. Pick logistic regression or a network.",
          zh: "线性回归用于预测数值，但目标是类别。请选择逻辑回归或神经网络。",
        },
      });
    }
    return [...flattened(seam), { type: "dense", units: seam.outputs }];
  },
});
