import type { Text } from "../../language/text.ts";

export const reportTexts = {
  title: { en: "How it was read", zh: "读取方式" },
  warnings: { en: "Warnings", zh: "警告" },
  guessed: {
    en: "Found out from the file. What is wrong can be put right here.",
    zh: "以下由文件推断，如有错误可在此更正。",
  },
  chooseAgain: {
    en: "To read it another way, or to change a column's type, choose the file again: it was added in an earlier visit.",
    zh: "该文件是之前添加的。如需更改读取方式或列的类型，请再次选择该文件。",
  },
  choose: { en: "Choose the file again …", zh: "再次选择文件…" },
  fixed: { en: "To read it another way, add its file again.", zh: "如需更改读取方式，请重新添加该文件。" },
} as const satisfies Record<string, Text>;

export const fileOf = (file: string, reader: string, size: string): Text => ({
  en: `${file}, read as: ${reader}. ${size} stored in this browser.`,
  zh: `${file}，按“${reader}”读取，在本浏览器中占用 ${size}。`,
});
export const moreWarnings = (count: string): Text => ({ en: `and ${count} more`, zh: `另有 ${count} 条` });
export const typeOf = (column: string): Text => ({ en: `Type of ${column}`, zh: `${column} 的类型` });
