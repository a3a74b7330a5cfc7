import type { Text } from "../../language/text.ts";

export const texts = {
  title: { en: "Library", zh: "模型库" },
  lead: {
    en: "Every run that learns something leaves its model here, stored in this browser.",
    zh: "每次训练得到的模型都会自动保存在此浏览器中。",
  },
  emptyTitle: { en: "No models yet", zh: "还没有模型" },
  empty: {
    en: "Train one, and it is saved here by itself.",
    zh: "训练一个模型，它会自动保存到这里。",
  },
  evaluate: { en: "Evaluate", zh: "评估" },
  predict: { en: "Predict", zh: "预测" },
  export: { en: "Export", zh: "导出" },
  details: { en: "Details", zh: "详情" },
  rename: { en: "Rename", zh: "重命名" },
  remove: { en: "Delete", zh: "删除" },
  newName: { en: "New name", zh: "新名称" },
  accuracy: { en: "accuracy", zh: "准确率" },
  r2: { en: "R²", zh: "R²" },
  loss: { en: "Loss", zh: "损失" },
  training: { en: "training", zh: "训练" },
  validation: { en: "validation", zh: "验证" },
  step: { en: "Step", zh: "步" },
  configuration: { en: "Configuration", zh: "配置" },
  data: { en: "Data", zh: "数据" },
  architecture: { en: "Architecture", zh: "结构" },
  optimizer: { en: "Optimizer", zh: "优化器" },
  learningRate: { en: "Learning rate", zh: "学习率" },
  batchSize: { en: "Batch size", zh: "批量大小" },
  seed: { en: "Seed", zh: "随机种子" },
  steps: { en: "Steps", zh: "步数" },
  ended: { en: "How it ended", zh: "结束原因" },
  time: { en: "Training time", zh: "训练时长" },
  backend: { en: "Device", zh: "计算设备" },
  trainer: { en: "Trainer", zh: "训练器" },
  parameters: { en: "Parameters", zh: "参数量" },
  target: { en: "Predicts", zh: "预测目标" },
  preprocess: { en: "Preprocessing", zh: "预处理" },
  none: { en: "none", zh: "无" },
  testPart: { en: "On test examples", zh: "测试集表现" },
  use: { en: "Train with these settings", zh: "用这些设置训练" },
  ownFile: { en: "predicts by its own file", zh: "按自身的文件预测" },
  original: { en: "Original file", zh: "原始文件" },
  noCurve: { en: "This run kept no curve.", zh: "这次训练没有留下曲线。" },
} as const satisfies Record<string, Text>;

export const actionOn = (action: Text, name: string): Text => ({
  en: `${action.en}: ${name}`,
  zh: `${action.zh}：${name}`,
});
/** Of a model whose training was stopped or broke off. */
export const unfinishedEpochs = (done: string, all: string): Text => ({
  en: `not fully trained: ${done} of ${all} epochs`,
  zh: `未训练完：${done} / ${all} 轮`,
});
export const unfinishedSteps = (done: string, all: string): Text => ({
  en: `not fully trained: step ${done} of ${all}`,
  zh: `未训练完：第 ${done} / ${all} 步`,
});
