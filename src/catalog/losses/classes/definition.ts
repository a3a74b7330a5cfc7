/** Losses of a class out of several, and of the next token out of those known. All take logits, so that nothing overflows. */
import { z } from "zod";
import { defineLoss } from "../loss.ts";

const load = async () => import("./classes.ts");

const shared = { tasks: ["classification", "generation"], unit: "none" } as const;
const labelSmoothing = z
  .number()
  .min(0)
  .lt(1)
  .default(0)
  .meta({
    field: {
      label: { en: "Label smoothing", zh: "标签平滑" },
      help: {
        en: "The share of certainty taken off the right class and spread over all.",
        zh: "从正确类别上取出、平均分给所有类别的置信比例。",
      },
    },
  });

export const categoricalCrossEntropy = defineLoss({
  ...shared,
  id: "categorical-cross-entropy",
  title: { en: "Cross-entropy", zh: "交叉熵" },
  summary: {
    en: "How surprised the model is by the right class, in nats. The usual loss for classes; Keras's categorical and sparse categorical one.",
    zh: "模型对正确类别的“惊讶”程度（单位：奈特）。分类时的常用损失，即 Keras 的 categorical 与 sparse categorical 交叉熵。",
  },
  config: z.strictObject({ labelSmoothing }),
  load: async () => (await load()).categoricalCrossEntropy,
});

export const binaryCrossEntropy = defineLoss({
  ...shared,
  id: "binary-cross-entropy",
  title: { en: "Binary cross-entropy", zh: "二元交叉熵" },
  summary: {
    en: "Of two classes: the surprise at the right one. Of more: each class against all others, averaged.",
    zh: "两类时为对正确类别的“惊讶”程度；多类时对每个类别分别计算“是或否”，再取平均。",
  },
  config: z.strictObject({ labelSmoothing }),
  load: async () => (await load()).binaryCrossEntropy,
});

export const focal = defineLoss({
  ...shared,
  id: "focal",
  title: { en: "Focal loss", zh: "Focal 损失" },
  summary: {
    en: "Cross-entropy that hardly counts what is already easy: for rare classes among many easy examples.",
    zh: "几乎忽略已容易分对的样本的交叉熵，适合大量简单样本中的稀有类别。",
  },
  config: z.strictObject({
    gamma: z
      .number()
      .min(0)
      .max(10)
      .default(2)
      .meta({
        field: {
          label: { en: "Gamma", zh: "γ" },
          help: {
            en: "How little easy examples count; 0 is cross-entropy.",
            zh: "越大，简单样本占比越小；0 即交叉熵。",
          },
        },
      }),
    alpha: z
      .number()
      .positive()
      .max(1)
      .default(0.25)
      .meta({ field: { label: { en: "Alpha", zh: "α" } } }),
  }),
  load: async () => (await load()).focal,
});

export const hinge = defineLoss({
  ...shared,
  id: "hinge",
  title: { en: "Hinge", zh: "合页损失" },
  summary: {
    en: "Wants the right class ahead of the next by a margin of 1, and no more: that of support vector machines.",
    zh: "要求正确类别的得分至少比次高者高 1，达到后不再要求：支持向量机的损失。",
  },
  config: z.strictObject({}),
  load: async () => (await load()).hinge,
});

export const klDivergence = defineLoss({
  ...shared,
  id: "kl-divergence",
  title: { en: "KL divergence", zh: "KL 散度" },
  summary: {
    en: "Cross-entropy less what no model could avoid: 0 where it says just what the smoothed labels say.",
    zh: "交叉熵减去任何模型都无法避免的部分：与平滑后的标签完全一致时为 0。",
  },
  config: z.strictObject({ labelSmoothing }),
  load: async () => (await load()).klDivergence,
});

export const cosine = defineLoss({
  ...shared,
  id: "cosine",
  title: { en: "Cosine distance", zh: "余弦距离" },
  summary: {
    en: "The angle between the scores and the right class; their size does not matter.",
    zh: "得分向量与正确类别之间的夹角，与得分大小无关。",
  },
  config: z.strictObject({}),
  load: async () => (await load()).cosine,
});
