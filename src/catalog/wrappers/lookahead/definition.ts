import { z } from "zod";
import { defineWrapper } from "../wrapper.ts";

export const lookahead = defineWrapper({
  id: "lookahead",
  title: { en: "Lookahead", zh: "Lookahead（前瞻）" },
  summary: {
    en: "Lets the optimizer run ahead for a few steps, then goes part of the way there. Forgives a rate that is too high.",
    zh: "让优化器先走几步，再向它走到的地方靠近一部分，对偏高的学习率更宽容。",
  },
  paper: {
    title: "Lookahead Optimizer: k steps forward, 1 step back",
    authors: "M. R. Zhang, J. Lucas, G. Hinton, J. Ba",
    year: 2019,
    url: "https://arxiv.org/abs/1907.08610",
  },
  config: z.strictObject({
    steps: z
      .int()
      .min(1)
      .max(10_000)
      .default(5)
      .meta({
        field: {
          label: { en: "Steps ahead", zh: "前瞻步数" },
          help: {
            en: "After so many steps the slow weights follow; 5 to 10.",
            zh: "每隔多少步慢权重跟进一次，常用 5 到 10。",
          },
        },
      }),
    alpha: z
      .number()
      .positive()
      .max(1)
      .default(0.5)
      .meta({
        field: {
          label: { en: "Part of the way", zh: "跟进比例" },
          help: { en: "How far they follow; 0.5 to 0.8.", zh: "慢权重跟进的比例，常用 0.5 到 0.8。" },
        },
      }),
  }),
  load: async () => (await import("./lookahead.ts")).lookahead,
});
