/** What is told of more than one format. */
import type { Text } from "../../language/text.ts";

export const scores: Text = {
  en: "It ends in several numbers without a softmax: they are taken for the scores of classes, and shown as probabilities.",
  zh: "它输出多个数，末尾没有 softmax：此处视为各类别的得分，并换算成概率显示。",
};

export const brightness: Text = {
  en: "Its file does not say how bright pixels are told; it is given them from 0 to 1.",
  zh: "文件未说明像素的取值范围；此处按 0 到 1 输入。",
};
