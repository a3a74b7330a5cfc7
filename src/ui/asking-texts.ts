/** The words of whoever asks a model: the room that predicts, and the page that a model is exported as. */
import type { Text } from "../language/text.ts";

export const askingTexts = {
  drop: { en: "Or drop or paste a picture here.", zh: "也可以将图片拖放或粘贴到此处。" },
  choose: { en: "Choose a picture", zh: "选择图片" },
  invert: { en: "Swap light and dark", zh: "明暗反转" },
  drawAny: { en: "Draw", zh: "画一画" },
  pad: { en: "Drawing pad", zh: "手写板" },
  padHelp: {
    en: "By keyboard: arrow keys move the pen, Space puts it down or lifts it, Backspace takes back a stroke.",
    zh: "键盘操作：方向键移动画笔，空格键落笔或抬笔，退格键撤回一笔。",
  },
  clear: { en: "Clear", zh: "清空" },
  undoStroke: { en: "Undo stroke", zh: "撤回一笔" },
  seen: { en: "What it sees", zh: "模型看到的图像" },
  returned: { en: "What comes back", zh: "还原结果" },
  answer: { en: "Answer", zh: "答案" },
  waiting: { en: "Draw, and the answer appears as you go.", zh: "动笔试试，答案会实时出现。" },
  probabilities: { en: "Probabilities", zh: "各类别概率" },
  values: { en: "Values", zh: "输入值" },
  unknown: { en: "unknown", zh: "未知" },
  reset: { en: "Typical values", zh: "恢复典型值" },
} as const satisfies Record<string, Text>;

export const writingTexts = {
  settings: { en: "How it writes", zh: "写作设置" },
  written: { en: "What it writes", zh: "写出的文本" },
  prompt: { en: "Begins with", zh: "开头" },
  next: { en: "What follows, most likely", zh: "最可能的后续" },
  write: { en: "Write", zh: "开始写" },
  stop: { en: "Stop", zh: "停止" },
  writing: { en: "Writing", zh: "正在写" },
} as const satisfies Record<string, Text>;

export const answerOf = (target: string, label: string, share: string): Text => ({
  en: `${target}: ${label}, ${share} sure`,
  zh: `${target}：${label}，把握 ${share}`,
});
export const valueOf = (target: string, value: string): Text => ({
  en: `${target}: ${value}`,
  zh: `${target}：${value}`,
});
export const seenRange = (low: string, high: string): Text => ({
  en: `Seen in training: ${low} to ${high}.`,
  zh: `训练数据范围：${low} 到 ${high}。`,
});
export const outside = (low: string, high: string): Text => ({
  en: `Outside of what it was trained on (${low} to ${high}): the answer is a guess.`,
  zh: `超出训练数据范围（${low} 到 ${high}），答案仅供参考。`,
});
export const unknownAs = (value: string): Text => ({
  en: `Unknown: taken as ${value}, as missing values were in training.`,
  zh: `未知：按 ${value} 处理，与训练时填补缺失值一致。`,
});
export const mendFirst = (field: string): Text => ({
  en: `No answer while “${field}” makes no sense.`,
  zh: `“${field}”的值有误，暂无答案。`,
});
export const sliderOf = (name: string): Text => ({ en: `${name}, slider`, zh: `${name}滑块` });
export const lookingBack = (length: number, horizon: number): Text => ({
  en: `The last ${length} values of each, oldest first. The answer is for ${horizon === 1 ? "the next one" : `${horizon} steps later`}.`,
  zh: `每列最近 ${length} 个值，从旧到新；答案对应${horizon === 1 ? "下一个" : `其后第 ${horizon} 个`}。`,
});

/** A token as a person reads it: what is no ink has a name. */
export function tokenName(token: string): Text {
  if (token === "") return { en: "the end", zh: "结束" };
  const signs: Readonly<Record<string, string>> = { " ": "␣", "\n": "↵", "\t": "⇥" };
  const shown = signs[token] ?? token;
  return { en: shown, zh: shown };
}

export const notPicture = (name: string): Text => ({
  en: `“${name}” is no picture that this browser can read. Choose a PNG or JPEG.`,
  zh: `浏览器无法读取图片“${name}”。请选择 PNG 或 JPEG 文件。`,
});
