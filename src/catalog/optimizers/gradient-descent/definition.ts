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
  card: {
    formula: "pytorch",
    shines: {
      en: "Small data and smooth, convex problems, where an exact step pays off.",
      zh: "数据量小、平滑且凸的问题，精确的一步很划算。",
    },
    fails: {
      en: "Large data: every step waits for a full pass. It also settles in the first flat spot it meets.",
      zh: "数据量大时每一步都要等一次完整遍历，也容易停在遇到的第一个平坦处。",
    },
    paper: {
      title: "Méthode générale pour la résolution des systèmes d’équations simultanées",
      authors: "A.-L. Cauchy",
      year: 1847,
    },
  },
  config: z.strictObject({ learningRate: learningRateField(0.001, 0.1), weightDecay: weightDecayField() }),
  load: async () => withWeightDecay("l2", (await import("../descend.ts")).descend),
});
