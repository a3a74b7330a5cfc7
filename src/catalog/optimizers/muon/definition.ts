import { z } from "zod";
import { decayField, learningRateField, weightDecayField } from "../fields.ts";
import { defineOptimizer } from "../optimizer.ts";

export const muon = defineOptimizer({
  id: "muon",
  title: { en: "Muon", zh: "Muon" },
  summary: {
    en: "Turns each matrix's momentum into the nearest orthogonal one, so that all directions learn equally. Other weights use AdamW.",
    zh: "把矩阵的动量变为最接近的正交矩阵，使各方向同步学习；其余权重使用 AdamW。",
  },
  batch: "mini",
  card: {
    formula: "pytorch",
    shines: {
      en: "The hidden matrices of dense networks and transformers, often in fewer steps than AdamW.",
      zh: "全连接网络与 Transformer 的隐藏层矩阵，所需步数常少于 AdamW。",
    },
    fails: {
      en: "Each step costs several matrix products. First and last layers gain little.",
      zh: "每一步需要多次矩阵乘法；首层和末层收益不大。",
    },
    paper: {
      title: "Muon: an optimizer for hidden layers in neural networks",
      authors: "K. Jordan et al.",
      year: 2024,
      url: "https://kellerjordan.github.io/posts/muon/",
    },
  },
  config: z.strictObject({
    learningRate: learningRateField(0.001),
    momentum: decayField(
      0.95,
      { en: "Momentum", zh: "动量" },
      { en: "How long the mean gradient remembers; 0.9 to 0.95.", zh: "梯度均值的记忆长度，常用 0.9 到 0.95。" },
    ),
    nesterov: z
      .boolean()
      .default(true)
      .meta({
        field: {
          label: { en: "Look ahead (Nesterov)", zh: "前瞻（Nesterov）" },
          help: {
            en: "Orthogonalises the mean gradient where the momentum leads to, not where it is; usually on.",
            zh: "对动量将要到达处的平均梯度做正交化，而非当前处的，一般开启。",
          },
        },
      }),
    adamLearningRate: z
      .number()
      .positive()
      .max(1e30)
      .default(0.001)
      .meta({
        field: {
          label: { en: "Learning rate of AdamW", zh: "AdamW 学习率" },
          help: {
            en: "For biases, convolutions and everything else that is no matrix.",
            zh: "用于偏置、卷积等非矩阵参数。",
          },
          scale: "log",
        },
      }),
    weightDecay: weightDecayField(0.1),
  }),
  load: async () => (await import("./muon.ts")).muon,
});
