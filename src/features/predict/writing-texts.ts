import type { Text } from "../../language/text.ts";
import { writingTexts as shared } from "../../ui/asking-texts.ts";

export const writingTexts = {
  ...shared,
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
