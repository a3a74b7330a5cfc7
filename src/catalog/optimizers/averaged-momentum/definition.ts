import { z } from "zod";
import { learningRateField, momentumField, weightDecayField } from "../fields.ts";
import { defineOptimizer } from "../optimizer.ts";
import { withWeightDecay } from "../weight-decay.ts";

export const averagedMomentum = defineOptimizer({
  id: "averaged-momentum",
  title: { en: "SGD with averaged momentum", zh: "平均动量梯度下降" },
  summary: {
    en: "Follows a running mean of gradients. Its step stays as long as plain SGD's, where heavy-ball momentum lengthens it tenfold.",
    zh: "沿梯度的滑动平均前进。步长与普通 SGD 相当，而重球动量会将其放大约十倍。",
  },
  batch: "mini",
  config: z.strictObject({
    learningRate: learningRateField(0.1),
    momentum: momentumField(0.9),
    weightDecay: weightDecayField(),
  }),
  load: async () => withWeightDecay("l2", (await import("./averaged-momentum.ts")).averagedMomentum),
});
