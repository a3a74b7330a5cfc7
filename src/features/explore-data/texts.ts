import type { Text } from "../../language/text.ts";

export const texts = {
  title: { en: "Data", zh: "数据" },
  lead: {
    en: "What there is, what was understood, and what the model gets to see.",
    zh: "有哪些数据、如何理解，以及模型会看到什么。",
  },
  dataset: { en: "Data set", zh: "数据集" },
  generated: { en: "Settings", zh: "生成设置" },
  loading: { en: "Reading the data", zh: "正在读取数据" },
  failed: { en: "The data could not be read", zh: "数据无法读取" },
  retry: { en: "Try again", zh: "重试" },
  resetColumns: { en: "Use the data set's own columns", zh: "恢复数据集默认的列" },
  columns: { en: "Columns", zh: "列" },
  column: { en: "Column", zh: "列名" },
  use: { en: "Feature", zh: "特征" },
  type: { en: "Type", zh: "类型" },
  missing: { en: "Missing", zh: "缺失" },
  distinct: { en: "Distinct", zh: "不同值" },
  distribution: { en: "Distribution", zh: "分布" },
  target: { en: "Target", zh: "目标" },
  targetColumn: { en: "Column to predict", zh: "要预测的列" },
  sample: { en: "First rows", zh: "前几行" },
  pictures: { en: "First pictures", zh: "前几张图像" },
  points: { en: "Points", zh: "点图" },
  split: { en: "Split", zh: "数据划分" },
  splitHelp: {
    en: "The model learns from training rows, is watched on validation rows, and is graded once on test rows.",
    zh: "模型从训练集学习，用验证集观察过程，最后用测试集评分。",
  },
  train: { en: "Training", zh: "训练" },
  validation: { en: "Validation", zh: "验证" },
  test: { en: "Test", zh: "测试" },
  validationShare: { en: "Validation, %", zh: "验证集（%）" },
  testShare: { en: "Test, %", zh: "测试集（%）" },
  bySource: { en: "The test part is the source's own.", zh: "测试集由数据来源指定。" },
  preprocess: { en: "Preparation", zh: "预处理" },
  preprocessHelp: {
    en: "Fitted on training rows only, and done alike in training and prediction. A number target may be scaled too; results stay in its own unit.",
    zh: "只在训练行上拟合，训练与预测时做同样的处理。数值目标也可能被缩放，但结果仍以原单位显示。",
  },
  suggested: { en: "Suggested", zh: "推荐" },
  none: { en: "None", zh: "不处理" },
  asIs: { en: "Values reach the model as they stand.", zh: "数值原样进入模型。" },
  own: { en: "Own steps", zh: "自定义步骤" },
  pickOne: { en: "Keep at least one feature.", zh: "至少保留一个特征。" },
  toModel: { en: "Go on to Model", zh: "前往模型设置" },
  empty: { en: "empty", zh: "空" },
} as const satisfies Record<string, Text>;

export const typeNames = {
  number: { en: "number", zh: "数值" },
  category: { en: "category", zh: "类别" },
  image: { en: "picture", zh: "图像" },
  text: { en: "text", zh: "文本" },
  time: { en: "time", zh: "时间" },
} as const satisfies Record<string, Text>;

export const sourceOf = (credit: Text, licence: string): Text => ({
  en: `Source: ${credit.en}. Licence: ${licence}.`,
  zh: `来源：${credit.zh}。许可：${licence}。`,
});
export const rowsOf = (rows: string): Text => ({ en: `${rows} rows`, zh: `${rows} 行` });
export const featureSwitch = (name: string): Text => ({ en: `Use ${name} as a feature`, zh: `将 ${name} 用作特征` });
export const rangeOf = (low: string, mean: string, high: string): Text => ({
  en: `${low} to ${high}, mean ${mean}`,
  zh: `${low} 到 ${high}，均值 ${mean}`,
});
export const partOf = (name: Text, rows: string, share: string): Text => ({
  en: `${name.en} ${rows} (${share})`,
  zh: `${name.zh} ${rows}（${share}）`,
});
export const modelSees = (shape: string): Text => ({
  en: `One example reaches the model as ${shape} ${shape === "1" ? "number" : "numbers"}.`,
  zh: `每个样本以 ${shape} 个数值进入模型。`,
});
