import { z } from "zod";
import { columnsField, definePreprocessor } from "../preprocessor.ts";
import { lowerCaseField } from "../text-fields.ts";

export const tokenize = definePreprocessor({
  id: "tokenize",
  title: { en: "Tokens", zh: "词元化" },
  summary: {
    en: "Cuts a text into characters or words in their order, all texts to one length.",
    zh: "把文本按顺序切成字符或词，并统一长度。",
  },
  columnTypes: ["text"],
  config: z.strictObject({
    columns: columnsField,
    by: z
      .enum(["character", "word"])
      .default("character")
      .meta({
        field: {
          label: { en: "A token is a", zh: "词元" },
          choices: { character: { en: "character", zh: "字符" }, word: { en: "word", zh: "词" } },
        },
      }),
    length: z
      .int()
      .min(1)
      .max(10_000)
      .default(20)
      .meta({
        field: {
          label: { en: "Length", zh: "长度" },
          help: { en: "Shorter texts are filled up, longer ones cut.", zh: "短的补齐，长的截断。" },
          unit: { en: "tokens", zh: "个词元" },
        },
      }),
    keep: z
      .enum(["start", "end"])
      .default("start")
      .meta({
        field: {
          label: { en: "Of long texts keep the", zh: "长文本保留" },
          choices: { start: { en: "beginning", zh: "开头" }, end: { en: "end", zh: "结尾" } },
        },
      }),
    vocabulary: z
      .int()
      .min(1)
      .max(100_000)
      .default(1000)
      .meta({
        field: {
          label: { en: "Known tokens at most", zh: "词表上限" },
          help: {
            en: "The most frequent in the training rows; all others are one unknown token.",
            zh: "取训练行中最常见的词元，其余均视为未知词元。",
          },
          scale: "log",
        },
      }),
    lowerCase: lowerCaseField,
    as: z
      .enum(["numbers", "one-hot"])
      .default("numbers")
      .meta({
        field: {
          label: { en: "Given as", zh: "表示方式" },
          help: {
            en: "Numbers are for a model that begins with an embedding layer, as every preset does; one-hot for any other.",
            zh: "序号用于以嵌入层开头的模型（所有预设都如此）；其他模型请用独热。",
          },
          choices: { numbers: { en: "numbers", zh: "序号" }, "one-hot": { en: "one-hot", zh: "独热" } },
        },
      }),
  }),
  load: async () => (await import("./tokenize.ts")).tokenize,
});
