import type { Text } from "../../language/text.ts";

export const addTexts = {
  add: { en: "Add a model", zh: "添加模型" },
  adding: { en: "Reading and checking the files", zh: "正在读取并检查文件" },
  lead: {
    en: "Drop the files of a model here, or choose them. What was saved together is added together.",
    zh: "将模型文件拖到此处，或点按钮选择。一同保存的文件请一起添加。",
  },
  formats: { en: "What can be read", zh: "可读取的格式" },
  predict: { en: "Predict with it", zh: "用它预测" },
} as const satisfies Record<string, Text>;

export const addedModel = (name: string): Text => ({
  en: `“${name}” is in your library now.`,
  zh: `“${name}”已加入模型库。`,
});
