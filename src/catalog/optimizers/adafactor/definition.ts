import { z } from "zod";
import { learningRateField, weightDecayField } from "../fields.ts";
import { defineOptimizer } from "../optimizer.ts";

export const adafactor = defineOptimizer({
  id: "adafactor",
  title: { en: "Adafactor", zh: "Adafactor" },
  summary: {
    en: "Adam's scaling from row and column means alone: a fraction of the memory for large matrices.",
    zh: "仅用行、列均值实现 Adam 式缩放，大矩阵只需很少的内存。",
  },
  batch: "mini",
  card: {
    formula: "pytorch",
    shines: { en: "Models whose optimizer state would not fit in memory.", zh: "优化器状态放不进内存的大模型。" },
    fails: {
      en: "Noisier than Adam on small models, where there is nothing to save.",
      zh: "小模型上比 Adam 噪声更大，且没有内存可省。",
    },
    paper: {
      title: "Adafactor: adaptive learning rates with sublinear memory cost",
      authors: "N. Shazeer, M. Stern",
      year: 2018,
      url: "https://arxiv.org/abs/1804.04235",
    },
  },
  config: z.strictObject({
    learningRate: learningRateField(0.01),
    decayPower: z
      .number()
      .min(-2)
      .max(0)
      .default(-0.8)
      .meta({
        field: {
          label: { en: "Decay power", zh: "衰减幂次" },
          help: { en: "How fast the memory of the spread lengthens with the steps.", zh: "幅度记忆随步数变长的快慢。" },
        },
      }),
    clipping: z
      .number()
      .positive()
      .max(100)
      .default(1)
      .meta({
        field: {
          label: { en: "Largest mean step", zh: "最大平均步幅" },
          help: {
            en: "Steps with a larger root mean square are scaled down to it.",
            zh: "均方根超过该值的步会被缩小。",
          },
        },
      }),
    weightDecay: weightDecayField(),
  }),
  load: async () => (await import("./adafactor.ts")).adafactor,
});
