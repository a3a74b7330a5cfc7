import { z } from "zod";
import { epsilonField, learningRateField, weightDecayField } from "../fields.ts";
import { defineOptimizer } from "../optimizer.ts";
import { withWeightDecay } from "../weight-decay.ts";

export const adagrad = defineOptimizer({
  id: "adagrad",
  title: { en: "Adagrad", zh: "Adagrad" },
  summary: {
    en: "Gives rarely used weights longer steps. All steps shrink with time, so it can stall.",
    zh: "让很少更新的权重走得更远。步长会随时间不断缩小，因此可能停滞。",
  },
  batch: "mini",
  card: {
    formula: "pytorch",
    shines: {
      en: "Sparse features, such as words: rare ones learn as much as frequent ones.",
      zh: "稀疏特征（如词语）：罕见特征也能学到与常见特征一样多。",
    },
    fails: {
      en: "Long runs: its steps only ever shrink, and learning dries up.",
      zh: "长时间训练：步长只减不增，学习会逐渐停滞。",
    },
    paper: {
      title: "Adaptive subgradient methods for online learning and stochastic optimization",
      authors: "J. Duchi, E. Hazan, Y. Singer",
      year: 2011,
      url: "https://jmlr.org/papers/v12/duchi11a.html",
    },
  },
  config: z.strictObject({
    learningRate: learningRateField(0.01),
    epsilon: epsilonField(1e-10),
    weightDecay: weightDecayField(),
  }),
  load: async () => withWeightDecay("l2", (await import("./adagrad.ts")).adagrad),
});
