import type { Text } from "../../language/text.ts";

export const texts = {
  title: { en: "Predict", zh: "预测" },
  lead: { en: "Give a model something it has never seen.", zh: "给模型一个它没见过的样本。" },
  emptyTitle: { en: "No model to ask yet", zh: "还没有可用的模型" },
  empty: { en: "Train one first; it appears here by itself.", zh: "先训练一个模型，它会自动出现在这里。" },
  draw: { en: "Draw a digit", zh: "写一个数字" },
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
  noise: { en: "Put noise on it", zh: "加入噪声" },
  noiseHelp: {
    en: "What comes back is the model's idea of the picture: one that has learnt from noisy pictures takes the noise out.",
    zh: "还原结果是模型对图像的理解：用带噪声的图像训练过的模型会去除噪声。",
  },
  answer: { en: "Answer", zh: "答案" },
  waiting: { en: "Draw, and the answer appears as you go.", zh: "动笔试试，答案会实时出现。" },
  asking: { en: "Asking the model", zh: "正在询问模型" },
  failed: { en: "The model could not answer", zh: "模型无法回答" },
  probabilities: { en: "Probabilities", zh: "各类别概率" },
  unfinished: { en: "not fully trained", zh: "未训练完" },
  values: { en: "Values", zh: "输入值" },
  examples: { en: "From the test examples", zh: "测试集中的样本" },
  unknown: { en: "unknown", zh: "未知" },
  reset: { en: "Typical values", zh: "恢复典型值" },
  noPad: {
    en: "This model reads pictures in colour or of a size that the pad cannot draw.",
    zh: "此模型读取的图像是彩色的或尺寸不同，手写板无法绘制。",
  },
  asPage: {
    en: "Export it from the library as a page that predicts: the page takes any picture file.",
    zh: "可在模型库中将它导出为“可预测的网页”，网页可读取任意图片文件。",
  },
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
/** Of a value that may be left out. */
export const seenOrUnknown = (low: string, high: string): Text => ({
  en: `Seen in training: ${low} to ${high}. Empty: unknown.`,
  zh: `训练数据范围：${low} 到 ${high}；留空表示未知。`,
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
export const exampleNamed = (label: string): Text => ({ en: `Use this ${label}`, zh: `使用这个 ${label}` });
export const sliderOf = (name: string): Text => ({ en: `${name}, slider`, zh: `${name}滑块` });
export const lookingBack = (length: number, horizon: number): Text => ({
  en: `The last ${length} values of each, oldest first. The answer is for ${horizon === 1 ? "the next one" : `${horizon} steps later`}.`,
  zh: `每列最近 ${length} 个值，从旧到新；答案对应${horizon === 1 ? "下一个" : `其后第 ${horizon} 个`}。`,
});
export const wantedCategories = (length: number, categories: readonly string[]): Text => ({
  en: `Enter ${length} of these, with commas between them: ${categories.slice(0, 8).join(", ")}.`,
  zh: `请输入 ${length} 个以下类别，用逗号分隔：${categories.slice(0, 8).join("、")}。`,
});
