import { z } from "zod";
import { defineReader, fromOne } from "../reader.ts";
import { encodingField } from "../encoding-field.ts";

export const text = defineReader({
  id: "text",
  title: { en: "Text", zh: "文本" },
  summary: {
    en: "A book, messages, names: one text a line, one a paragraph, or all of it as one.",
    zh: "书籍、消息或名单：每行一条、每段一条，或整体作为一条。",
  },
  extensions: ["txt", "md", "text", "log"],
  config: z.strictObject({
    unit: z
      .enum(["lines", "paragraphs", "whole"])
      .exactOptional()
      .meta({
        field: {
          label: { en: "One text is", zh: "一条文本是" },
          choices: {
            lines: { en: "a line", zh: "一行" },
            paragraphs: { en: "a paragraph", zh: "一段" },
            whole: { en: "the whole file", zh: "整个文件" },
          },
        },
      }),
    encoding: encodingField,
  }),
  load: async () => fromOne((await import("./text.ts")).openText),
});
