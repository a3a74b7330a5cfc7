import { z } from "zod";
import { columnsField, definePreprocessor } from "../preprocessor.ts";
import { lowerCaseField } from "../text-fields.ts";

export const bagOfWords = definePreprocessor({
  id: "bag-of-words",
  title: { en: "Bag of words", zh: "词袋" },
  summary: {
    en: "Says of a text which words it has, each weighed by how rare it is (TF–IDF); their order is lost.",
    zh: "统计文本含有哪些词，越少见的词权重越大（TF–IDF），词序不保留。",
  },
  columnTypes: ["text"],
  config: z.strictObject({
    columns: columnsField,
    weigh: z
      .enum(["tf-idf", "counts", "presence"])
      .default("tf-idf")
      .meta({
        field: {
          label: { en: "Numbers", zh: "数值" },
          choices: {
            "tf-idf": { en: "TF–IDF", zh: "TF–IDF" },
            counts: { en: "counts", zh: "次数" },
            presence: { en: "0 or 1", zh: "0 或 1" },
          },
        },
      }),
    words: z
      .int()
      .min(1)
      .max(50_000)
      .default(1000)
      .meta({
        field: {
          label: { en: "Words at most", zh: "最多词数" },
          help: { en: "The most frequent in the training rows.", zh: "取训练行中最常见的词。" },
          scale: "log",
        },
      }),
    minimum: z
      .int()
      .min(1)
      .max(1_000_000)
      .default(2)
      .meta({
        field: {
          label: { en: "In at least", zh: "至少出现于" },
          help: { en: "Rarer words are left out.", zh: "更少见的词不计入。" },
          unit: { en: "texts", zh: "篇" },
        },
      }),
    phrase: z
      .int()
      .min(1)
      .max(3)
      .default(1)
      .meta({
        field: {
          label: { en: "Words a phrase", zh: "词组长度" },
          help: { en: "2 counts pairs of neighbours as well.", zh: "2 表示相邻的两个词也一并统计。" },
        },
      }),
    lowerCase: lowerCaseField,
  }),
  load: async () => (await import("./bag-of-words.ts")).bagOfWords,
});
