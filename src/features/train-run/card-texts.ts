/** The words of an optimizer's card. */
import type { Text } from "../../language/text.ts";

export const cardTexts = {
  inUse: { en: "in use", zh: "使用中" },
  close: { en: "Close", zh: "关闭" },
  update: { en: "Update", zh: "更新公式" },
  failed: { en: "The card could not be drawn", zh: "无法绘制卡片" },
  loading: { en: "Drawing the card", zh: "正在绘制卡片" },
  where: { en: "where", zh: "其中" },
  knobs: { en: "What each knob does", zh: "各参数的作用" },
  shines: { en: "Shines at", zh: "擅长" },
  fails: { en: "Fails at", zh: "不擅长" },
  paper: { en: "Paper", zh: "论文" },
  all: { en: "All optimizers in the same valley", zh: "同一山谷中的全部优化器" },
  on: { en: "on", zh: "开" },
  off: { en: "off", zh: "关" },
  newTab: { en: "(opens in a new tab)", zh: "（在新标签页打开）" },
} as const satisfies Record<string, Text>;

export const sourceOf = {
  pytorch: { en: "Formula and defaults are PyTorch's.", zh: "公式与默认值同 PyTorch。" },
  paper: { en: "Formula and defaults are the paper's.", zh: "公式与默认值出自论文。" },
  "paper-only": {
    en: "The formula is the paper's, the defaults are usual ones.",
    zh: "公式出自论文，默认值取常用值。",
  },
} as const satisfies Record<string, Text>;

export const updateOf = {
  all: { en: "Update", zh: "更新公式" },
  matrices: { en: "Matrices", zh: "矩阵" },
  vectors: { en: "Vectors, such as biases", zh: "向量（如偏置）" },
} as const satisfies Record<string, Text>;

export const aboutOf = (name: Text): Text => ({ en: `About ${name.en}`, zh: `关于“${name.zh}”` });
export const chooseOf = (name: Text): Text => ({ en: `Use ${name.en}`, zh: `使用 ${name.zh}` });
export const previousOf = (name: Text): Text => ({ en: `Previous: ${name.en}`, zh: `上一个：${name.zh}` });
export const nextOf = (name: Text): Text => ({ en: `Next: ${name.en}`, zh: `下一个：${name.zh}` });
export const standardOf = (value: string): Text => ({ en: `default ${value}`, zh: `默认 ${value}` });
export const pathLabel = (name: Text, from: string, to: string): Text => ({
  en: `Path of ${name.en} down a narrow valley, from a loss of ${from} to ${to}`,
  zh: `${name.zh} 走下狭窄山谷的路径，损失从 ${from} 降到 ${to}`,
});
export const pathCaption = (steps: string, rate: string, from: string, to: string): Text => ({
  en: `${steps} steps at a rate of ${rate} in a narrow valley: the loss falls from ${from} to ${to}.`,
  zh: `在狭窄山谷中以学习率 ${rate} 走 ${steps} 步：损失从 ${from} 降到 ${to}。`,
});
export const paleIsSgd: Text = { en: "Dotted: plain gradient descent.", zh: "虚线：普通梯度下降。" };
/** What a step of the picture sees, where that is not the valley itself. */
export const seenOf: Readonly<Record<"mini" | "full" | "single" | "growing", Text | null>> = {
  mini: null,
  full: null,
  single: { en: "Each step sees one example only.", zh: "每步只看一个样本。" },
  growing: { en: "The batch grows, and the wandering dies down.", zh: "批量逐渐增大，抖动随之平息。" },
};
