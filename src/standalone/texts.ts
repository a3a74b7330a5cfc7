import type { Target } from "../project/records.ts";
import type { Text } from "../language/text.ts";
import { askingTexts, writingTexts } from "../ui/asking-texts.ts";

export const texts = {
  ...askingTexts,
  ...writingTexts,
  lead: {
    en: "A trained model in one file. It answers here, on this device, and asks no network for anything.",
    zh: "训练好的模型就在这个文件中，直接在本机作答，不访问任何网络。",
  },
  otherLanguage: { en: "中文", zh: "English" },
  otherLanguageLabel: { en: "中文：切换为中文", zh: "English: switch to English" },
  temperature: { en: "Temperature", zh: "温度" },
  topP: { en: "Top-p", zh: "Top-p" },
  length: { en: "Longest text, in tokens", zh: "最大长度（词元）" },
  count: { en: "Texts", zh: "篇数" },
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
export const wantedValues = (length: number): Text => ({
  en: `${length} values, with commas between them.`,
  zh: `共 ${length} 个值，用逗号分隔。`,
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
