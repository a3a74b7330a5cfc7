import type { Target } from "../project/records.ts";
import type { Text } from "../language/text.ts";

export const texts = {
  lead: {
    en: "A trained model in one file. It answers here, on this device, and asks no network for anything.",
    zh: "训练好的模型就在这个文件中，直接在本机作答，不访问任何网络。",
  },
  otherLanguage: { en: "中文", zh: "English" },
  otherLanguageLabel: { en: "中文：切换为中文", zh: "English: switch to English" },
  values: { en: "Values", zh: "输入值" },
  reset: { en: "Typical values", zh: "恢复典型值" },
  unknown: { en: "unknown", zh: "未知" },
  answer: { en: "Answer", zh: "答案" },
  probabilities: { en: "Probabilities", zh: "各类别概率" },
  returned: { en: "What comes back", zh: "还原结果" },
  draw: { en: "Draw", zh: "画一画" },
  pad: { en: "Drawing pad", zh: "手写板" },
  padHelp: {
    en: "By keyboard: arrow keys move the pen, Space puts it down or lifts it, Backspace takes back a stroke.",
    zh: "键盘操作：方向键移动画笔，空格键落笔或抬笔，退格键撤回一笔。",
  },
  undo: { en: "Undo stroke", zh: "撤回一笔" },
  clear: { en: "Clear", zh: "清空" },
  drop: { en: "Or drop or paste a picture here.", zh: "也可以将图片拖放或粘贴到此处。" },
  choose: { en: "Choose a picture", zh: "选择图片" },
  invert: { en: "Swap light and dark", zh: "明暗反转" },
  seen: { en: "What it sees", zh: "模型看到的图像" },
  waiting: { en: "Draw, and the answer appears as you go.", zh: "动笔试试，答案会实时出现。" },
  how: { en: "How it writes", zh: "写作设置" },
  written: { en: "What it writes", zh: "写出的文本" },
  prompt: { en: "Begins with", zh: "开头" },
  next: { en: "What follows, most likely", zh: "最可能的后续" },
  temperature: { en: "Temperature", zh: "温度" },
  topP: { en: "Top-p", zh: "Top-p" },
  length: { en: "Longest text, in tokens", zh: "最大长度（词元）" },
  count: { en: "Texts", zh: "篇数" },
  write: { en: "Write", zh: "开始写" },
  stop: { en: "Stop", zh: "停止" },
  writing: { en: "Writing", zh: "正在写" },
  card: { en: "About this model", zh: "关于此模型" },
  answers: { en: "Answers", zh: "用途" },
  classes: { en: "Classes", zh: "类别" },
  data: { en: "Trained on", zh: "训练数据" },
  prepared: { en: "Preparation", zh: "预处理" },
  layers: { en: "Layers", zh: "网络层" },
  weights: { en: "Weights", zh: "权重数" },
  training: { en: "Training", zh: "训练" },
  steps: { en: "steps", zh: "步数" },
  seed: { en: "seed", zh: "随机种子" },
  test: { en: "On test rows", zh: "测试集表现" },
  made: { en: "Made with", zh: "制作工具" },
  inputs: { en: "Inputs", zh: "输入" },
  column: { en: "Column", zh: "列" },
  kind: { en: "Kind", zh: "类型" },
  range: { en: "Seen in training", zh: "训练数据范围" },
  caution: {
    en: "A model knows only what is like its training data; check it on your own before you rely on it.",
    zh: "模型只了解与训练数据相似的情况；在依赖它之前，请先用自己的数据验证。",
  },
} as const satisfies Record<string, Text>;

export const preparation = { none: { en: "none", zh: "无" } } as const satisfies Record<string, Text>;

export const notNumber: Text = { en: "Enter a number.", zh: "请输入数值。" };
export const mendFirst = (field: string): Text => ({
  en: `No answer while “${field}” makes no sense.`,
  zh: `“${field}”的值有误，暂无答案。`,
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
export const sliderOf = (name: string): Text => ({ en: `${name}, slider`, zh: `${name}滑块` });
export const lookingBack = (length: number, horizon: number): Text => ({
  en: `The last ${length} values of each, oldest first. The answer is for ${horizon === 1 ? "the next one" : `${horizon} steps later`}.`,
  zh: `每列最近 ${length} 个值，从旧到新；答案对应${horizon === 1 ? "下一个" : `其后第 ${horizon} 个`}。`,
});
export const wantedValues = (length: number): Text => ({
  en: `${length} values, with commas between them.`,
  zh: `共 ${length} 个值，用逗号分隔。`,
});
export const notPicture = (name: string): Text => ({
  en: `“${name}” is no picture that this browser can read. Choose a PNG or JPEG.`,
  zh: `浏览器无法读取图片“${name}”。请选择 PNG 或 JPEG 文件。`,
});
export const answerSentence = (target: string, label: string, share: string): Text => ({
  en: `${target}: ${label}, ${share} sure`,
  zh: `${target}：${label}，把握 ${share}`,
});
export const valueSentence = (target: string, value: string): Text => ({
  en: `${target}: ${value}`,
  zh: `${target}：${value}`,
});
export const offBy = (error: string): Text => ({
  en: `Mean squared error: ${error}, as the network sees it. The more unlike all that it was trained on, the larger.`,
  zh: `均方误差：${error}（按网络所见的数值）。与训练数据越不像，误差越大。`,
});

export function taskSentence({ task, name }: Target): Text {
  switch (task) {
    case "classification":
      return { en: `which “${name}” it is`, zh: `判断“${name}”属于哪一类` };
    case "regression":
      return { en: `the number “${name}”`, zh: `预测“${name}”的数值` };
    case "reconstruction":
      return { en: "its input again; what is unusual comes back worse", zh: "还原输入；越反常，还原越差" };
    case "generation":
      return { en: "with how a text goes on", zh: "续写文本" };
  }
}

/** A token as a person reads it: what is no ink has a name. */
export function tokenName(token: string): Text {
  if (token === "") return { en: "the end", zh: "结束" };
  const signs: Readonly<Record<string, string>> = { " ": "␣", "\n": "↵", "\t": "⇥" };
  const shown = signs[token] ?? token;
  return { en: shown, zh: shown };
}
