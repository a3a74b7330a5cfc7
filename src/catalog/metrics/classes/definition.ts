/** Metrics of a class out of several. */
import { z } from "zod";
import { defineMetric } from "../metric.ts";

const shared = { tasks: ["classification"], better: "higher", unit: "fraction", isLive: false } as const;

export const accuracy = defineMetric({
  ...shared,
  id: "accuracy",
  title: { en: "Accuracy", zh: "准确率" },
  summary: {
    en: "The share of examples whose class was right; of texts, of tokens that were foreseen.",
    zh: "类别预测正确的样本比例；对文本而言，是预测正确的词元比例。",
  },
  tasks: ["classification", "generation"],
  isLive: true,
  config: z.strictObject({}),
  load: async () => (await import("./whole.ts")).accuracy,
});

export const topK = defineMetric({
  ...shared,
  id: "top-k",
  title: { en: "Top-k accuracy", zh: "Top-k 准确率" },
  summary: {
    en: "The share of examples whose class was among the k likeliest.",
    zh: "正确类别位于概率最高的 k 个类别之中的样本比例。",
  },
  config: z.strictObject({
    k: z
      .int()
      .min(1)
      .max(1000)
      .default(3)
      .meta({
        field: {
          label: { en: "k", zh: "k" },
          help: {
            en: "How many of the most likely classes may hold the true one.",
            zh: "真实类别位于最可能的前几类之内即算正确。",
          },
        },
      }),
  }),
  load: async () => (await import("./whole.ts")).topK,
});

const averageField = z
  .enum(["macro", "weighted", "micro", "last"])
  .default("macro")
  .meta({
    field: {
      label: { en: "Average", zh: "平均方式" },
      help: {
        en: "Over classes: each alike, each by its rows, all answers together; or the last class alone, such as yes of no and yes.",
        zh: "各类别等权、按样本数加权、合并全部答案，或只看最后一个类别（如“否、是”中的“是”）。",
      },
      choices: {
        macro: { en: "Macro: classes alike", zh: "宏平均：各类别等权" },
        weighted: { en: "Weighted by rows", zh: "按样本数加权" },
        micro: { en: "Micro: all together", zh: "微平均：合并计算" },
        last: { en: "The last class alone", zh: "仅最后一个类别" },
      },
    },
  });
const averaged = z.strictObject({ average: averageField });

export const precision = defineMetric({
  ...shared,
  id: "precision",
  title: { en: "Precision", zh: "精确率" },
  summary: {
    en: "Of the examples taken for a class, the share that are of it.",
    zh: "被判为某类别的样本中，确实属于该类别的比例。",
  },
  config: averaged,
  load: async () => (await import("./counts.ts")).precision,
});

export const recall = defineMetric({
  ...shared,
  id: "recall",
  title: { en: "Recall", zh: "召回率" },
  summary: {
    en: "Of the examples of a class, the share that were found.",
    zh: "属于某类别的样本中，被找出来的比例。",
  },
  config: averaged,
  load: async () => (await import("./counts.ts")).recall,
});

export const f1 = defineMetric({
  ...shared,
  id: "f1",
  title: { en: "F1", zh: "F1" },
  summary: {
    en: "The harmonic mean of precision and recall: high only where both are.",
    zh: "精确率与召回率的调和平均：两者都高时才高。",
  },
  config: averaged,
  load: async () => (await import("./counts.ts")).f1,
});

export const mcc = defineMetric({
  ...shared,
  id: "mcc",
  title: { en: "Correlation (Matthews)", zh: "马修斯相关系数" },
  summary: {
    en: "Correlation of truth and answer: 1 is perfect, 0 no better than chance. Fair where classes are uneven.",
    zh: "真实类别与预测类别的相关性：1 为完美，0 相当于随机。类别不均衡时也公允。",
  },
  unit: "none",
  config: z.strictObject({}),
  load: async () => (await import("./counts.ts")).mcc,
});

export const rocAuc = defineMetric({
  ...shared,
  id: "roc-auc",
  title: { en: "ROC AUC", zh: "ROC AUC" },
  summary: {
    en: "How often an example of the class is rated above one that is not; one class against the rest. 0.5 is chance.",
    zh: "属于该类别的样本得分高于不属于者的概率（一对其余）。0.5 相当于随机。",
  },
  unit: "none",
  config: averaged,
  load: async () => (await import("./ranking.ts")).rocAuc,
});

export const averagePrecision = defineMetric({
  ...shared,
  id: "average-precision",
  title: { en: "Average precision (PR AUC)", zh: "平均精确率（PR AUC）" },
  summary: {
    en: "The area under precision over recall, one class against the rest. Telling where a class is rare.",
    zh: "精确率—召回率曲线下的面积（一对其余）。适合稀有类别。",
  },
  unit: "none",
  config: averaged,
  load: async () => (await import("./ranking.ts")).averagePrecision,
});

export const logLoss = defineMetric({
  ...shared,
  id: "log-loss",
  tasks: ["classification", "generation"],
  title: { en: "Log loss", zh: "对数损失" },
  summary: {
    en: "How surprised the model is by the right class, in nats: sure and wrong costs most.",
    zh: "模型对正确类别的“惊讶”程度（单位：奈特）：越自信地答错，代价越大。",
  },
  better: "lower",
  unit: "none",
  isLive: true,
  config: z.strictObject({}),
  load: async () => (await import("./whole.ts")).logLoss,
});

export const perplexity = defineMetric({
  ...shared,
  id: "perplexity",
  tasks: ["classification", "generation"],
  title: { en: "Perplexity", zh: "困惑度" },
  summary: {
    en: "Among how many equally likely classes the model is undecided: 1 is certain and right. The measure of language models.",
    zh: "模型相当于在多少个等可能的类别之间犹豫：1 表示确定且正确。常用于语言模型。",
  },
  better: "lower",
  unit: "none",
  isLive: true,
  config: z.strictObject({}),
  load: async () => (await import("./whole.ts")).perplexity,
});
