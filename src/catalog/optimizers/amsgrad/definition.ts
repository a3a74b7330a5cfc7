import { z } from "zod";
import { beta1Field, beta2Field, epsilonField, learningRateField, weightDecayField } from "../fields.ts";
import { defineOptimizer } from "../optimizer.ts";
import { withWeightDecay } from "../weight-decay.ts";

export const amsgrad = defineOptimizer({
  id: "amsgrad",
  title: { en: "AMSGrad", zh: "AMSGrad" },
  summary: {
    en: "Adam that never forgets the largest spread it saw, which makes its convergence provable.",
    zh: "记住见过的最大幅度的 Adam，因而收敛性可以证明。",
  },
  batch: "mini",
  card: {
    formula: "pytorch",
    shines: {
      en: "Problems where rare, large gradients matter and Adam forgets them.",
      zh: "罕见的大梯度很重要、而 Adam 会遗忘它们的问题。",
    },
    fails: {
      en: "In practice it is rarely much better than Adam, and one outlier slows it for good.",
      zh: "实践中很少明显优于 Adam，一个离群值就会使其长期变慢。",
    },
    paper: {
      title: "On the convergence of Adam and beyond",
      authors: "S. J. Reddi, S. Kale, S. Kumar",
      year: 2018,
      url: "https://arxiv.org/abs/1904.09237",
    },
  },
  config: z.strictObject({
    learningRate: learningRateField(0.001),
    beta1: beta1Field(),
    beta2: beta2Field(),
    epsilon: epsilonField(1e-8),
    weightDecay: weightDecayField(),
  }),
  load: async () => withWeightDecay("l2", (await import("./amsgrad.ts")).amsgrad),
});
