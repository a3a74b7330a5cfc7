import type { Text } from "../../language/text.ts";

export const writingTexts = {
  settings: { en: "How it writes", zh: "写作设置" },
  written: { en: "What it writes", zh: "写出的文本" },
  prompt: { en: "Begins with", zh: "开头" },
  next: { en: "What follows, most likely", zh: "最可能的后续" },
  write: { en: "Write", zh: "开始写" },
  stop: { en: "Stop", zh: "停止" },
  writing: { en: "Writing", zh: "正在写" },
  copy: { en: "Copy", zh: "复制" },
  copied: { en: "Copied", zh: "已复制" },
  notCopied: {
    en: "The browser does not let the text be copied. Select it and copy it by hand.",
    zh: "浏览器不允许复制。请选中文本后手动复制。",
  },
  nothing: { en: "(an empty text)", zh: "（空文本）" },
  hint: {
    en: "Press Write, and it begins; each press writes something else.",
    zh: "按“开始写”即可，每次都会写出不同的内容。",
  },
  failed: { en: "The model could not write", zh: "模型无法写作" },
} as const satisfies Record<string, Text>;

/** A token as a person reads it: what is no ink has a name. */
export function tokenName(token: string): Text {
  if (token === "") return { en: "the end", zh: "结束" };
  const signs: Readonly<Record<string, string>> = { " ": "␣", "\n": "↵", "\t": "⇥" };
  const shown = signs[token] ?? token;
  return { en: shown, zh: shown };
}
