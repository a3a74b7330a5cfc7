import type { Text } from "../../language/text.ts";
import { askingTexts } from "../../ui/asking-texts.ts";

export const texts = {
  ...askingTexts,
  title: { en: "Predict", zh: "预测" },
  lead: { en: "Give a model something it has never seen.", zh: "给模型一个它没见过的样本。" },
  emptyTitle: { en: "No model to ask yet", zh: "还没有可用的模型" },
  empty: { en: "Train one first; it appears here by itself.", zh: "先训练一个模型，它会自动出现在这里。" },
  draw: { en: "Draw a digit", zh: "写一个数字" },
  noise: { en: "Put noise on it", zh: "加入噪声" },
  noiseHelp: {
    en: "What comes back is the model's idea of the picture: one that has learnt from noisy pictures takes the noise out.",
    zh: "还原结果是模型对图像的理解：用带噪声的图像训练过的模型会去除噪声。",
  },
  asking: { en: "Asking the model", zh: "正在询问模型" },
  failed: { en: "The model could not answer", zh: "模型无法回答" },
  unfinished: { en: "not fully trained", zh: "未训练完" },
  examples: { en: "From the test examples", zh: "测试集中的样本" },
  guessedRanges: {
    en: "The file does not tell which values the model has learnt from: the sliders are only a start.",
    zh: "文件未说明模型学习过的数值范围，滑块仅供起步。",
  },
  noPad: {
    en: "This model reads a picture together with other values. Scripts can ask it: studio.models.predict.",
    zh: "此模型同时读取图片与其他值，可用脚本 studio.models.predict 询问。",
  },
  taking: { en: "Reading the picture", zh: "正在读取图片" },
} as const satisfies Record<string, Text>;

/** Of a value that may be left out. */
export const seenOrUnknown = (low: string, high: string): Text => ({
  en: `Seen in training: ${low} to ${high}. Empty: unknown.`,
  zh: `训练数据范围：${low} 到 ${high}；留空表示未知。`,
});
export const tookPicture = (name: string): Text => ({
  en: `The model sees the middle of “${name}”.`,
  zh: `模型看到的是“${name}”的中间部分。`,
});
export const exampleNamed = (label: string): Text => ({ en: `Use this ${label}`, zh: `使用这个 ${label}` });
export const wantedCategories = (length: number, categories: readonly string[]): Text => ({
  en: `Enter ${length} of these, with commas between them: ${categories.slice(0, 8).join(", ")}.`,
  zh: `请输入 ${length} 个以下类别，用逗号分隔：${categories.slice(0, 8).join("、")}。`,
});
