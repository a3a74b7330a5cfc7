import { z } from "zod";
import { learningRateField, weightDecayField } from "../fields.ts";
import { defineOptimizer } from "../optimizer.ts";
import { withWeightDecay } from "../weight-decay.ts";

export const gradientDescent = defineOptimizer({
  id: "gradient-descent",
  title: { en: "Gradient descent", zh: "梯度下降（全批量）" },
  summary: {
    en: "Every step uses the whole training set: a smooth, exact path, but one step costs a full pass.",
    zh: "每一步都用全部训练数据：路径平滑而精确，但每步都要遍历一次数据。",
  },
  batch: "full",
  config: z.strictObject({ learningRate: learningRateField(0.1), weightDecay: weightDecayField() }),
  load: async () => withWeightDecay("l2", (await import("../descend.ts")).descend),
});
