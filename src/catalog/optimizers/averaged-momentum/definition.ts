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
  card: {
    formula: "paper-only",
    shines: {
      en: "Noisy gradients, with a rate that keeps its meaning when momentum changes.",
      zh: "梯度噪声大时；改变动量也不影响学习率的含义。",
    },
    fails: {
      en: "The first steps are short, since the mean starts at zero. It needs a larger rate than heavy-ball momentum.",
      zh: "均值从零开始，最初几步很短；需要比重球动量更大的学习率。",
    },
    paper: {
      title: "Understanding the role of momentum in stochastic gradient methods",
      authors: "I. Gitman, H. Lang, P. Zhang, L. Xiao",
      year: 2019,
      url: "https://arxiv.org/abs/1910.13962",
    },
  },
  config: z.strictObject({
    learningRate: learningRateField(0.1),
    momentum: momentumField(0.9),
    weightDecay: weightDecayField(),
  }),
  load: async () => withWeightDecay("l2", (await import("./averaged-momentum.ts")).averagedMomentum),
});
