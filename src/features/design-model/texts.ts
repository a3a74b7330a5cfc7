import type { BackboneDefinition } from "../../catalog/backbones/backbone.ts";
import type { Formats } from "../../language/format.ts";
import type { Text } from "../../language/text.ts";
import type { Target } from "../../project/records.ts";

export const texts = {
  title: { en: "Model", zh: "模型" },
  lead: { en: "From the data's shape to its answer, layer by layer.", zh: "从数据的形状到答案，一层一层看清楚。" },
  startFrom: { en: "Start from", zh: "起点" },
  suited: { en: "Suit your data", zh: "适合当前数据" },
  unsuited: { en: "Do not suit it", zh: "不适合当前数据" },
  ownLayers: { en: "Layers of your own", zh: "自己的层列表" },
  fromNothing: { en: "Start from nothing", zh: "从零开始" },
  paste: { en: "Paste a Keras or TensorFlow.js model", zh: "粘贴 Keras 或 TensorFlow.js 模型" },
  pasteHelp: {
    en: "What model.to_json() gives in Keras 2 or 3, or the model.json that TensorFlow.js saves. Its layers are taken, not its weights.",
    zh: "Keras 2 或 3 的 model.to_json() 输出，或 TensorFlow.js 保存的 model.json。只取层结构，不取权重。",
  },
  pasteLabel: { en: "Model as JSON", zh: "模型 JSON" },
  pasteRead: { en: "Read the layers", zh: "读取各层" },
  fromModel: { en: "Start from a trained model", zh: "从训练好的模型开始" },
  ofLibrary: { en: "Your library", zh: "你的模型库" },
  shipped: { en: "Comes with the studio", zh: "随工作室提供" },
  addModel: { en: "Add a model from a file", zh: "从文件添加模型" },
  addingModel: { en: "Reading and checking the files", zh: "正在读取并检查文件" },
  addModelHelp: {
    en: "Of Keras, TensorFlow.js, ONNX and others; it joins your library with its weights. Choose what was saved together.",
    zh: "支持 Keras、TensorFlow.js、ONNX 等；模型连同权重加入模型库。请选择一同保存的全部文件。",
  },
  sourceModel: { en: "Model", zh: "模型" },
  upTo: { en: "Take over up to", zh: "沿用到" },
  upToUsual: { en: "All but its last layer", zh: "除最后一层外的全部" },
  upToEnd: { en: "All its layers", zh: "全部层" },
  learns: { en: "What learns", zh: "学习范围" },
  learnHead: { en: "The new head only", zh: "仅新的输出层" },
  learnHeadHelp: { en: "Quick, and enough where the data are alike.", zh: "速度快，数据相近时已足够。" },
  learnSlower: { en: "Everything, earlier layers slower", zh: "全部学习，靠前的层更慢" },
  learnSlowerHelp: {
    en: "Each layer at 0.3 times the rate of the one behind it.",
    zh: "每层的学习率是其后一层的 0.3 倍。",
  },
  learnAll: { en: "Everything alike", zh: "全部同样学习" },
  learnAllHelp: { en: "Only the first weights come from the model.", zh: "只有初始权重来自该模型。" },
  takeOver: { en: "Take its layers and weights", zh: "沿用其层和权重" },
  rate: { en: "Learning rate times", zh: "学习率倍数" },
  rateHelp: { en: "1: as the others. 0: the layer stays as it is.", zh: "1：与其他层相同；0：该层保持不变。" },
  frozen: { en: "frozen", zh: "已冻结" },
  taken: { en: "weights taken over", zh: "沿用权重" },
  settings: { en: "Settings of the architecture", zh: "结构设置" },
  moreSettings: { en: "Weights: how they begin and are held", zh: "权重：初始化与约束" },
  drawing: { en: "Drawing of the network", zh: "网络示意图" },
  layers: { en: "Layers", zh: "各层" },
  layer: { en: "Layer", zh: "层" },
  input: { en: "Input", zh: "输入" },
  answer: { en: "Answer", zh: "答案" },
  total: { en: "Total", zh: "合计" },
  parameters: { en: "Parameters", zh: "参数" },
  multiplyAdds: { en: "Multiply-adds", zh: "乘加次数" },
  multiplyAddsHelp: {
    en: "Multiplications with an addition that one example's forward pass takes: what a step costs.",
    zh: "一个样本前向计算所需的乘加次数，反映每一步的计算量。",
  },
  memory: { en: "Memory", zh: "内存" },
  memoryHelp: {
    en: "What one example leaves behind on its way forward, for the gradient on the way back: each layer's numbers, 4 bytes each. A batch takes so much for each of its examples.",
    zh: "一个样本前向计算后为反向求梯度而保留的数据：各层的数值，每个 4 字节。一个批次按样本数成倍增加。",
  },
  keys: { en: "Keys", zh: "快捷键" },
  keysHelp: {
    en: "On a layer: Enter unfolds it, Alt with the up or down arrow moves it, Delete removes it. On its handle the arrows alone move it. Ctrl+Z takes any of it back.",
    zh: "选中某层时：Enter 展开，Alt 加上下箭头移动，Delete 删除；在拖动柄上直接按上下箭头移动。Ctrl+Z 可撤销。",
  },
  shape: { en: "Output", zh: "输出" },
  skipped: { en: "left out", zh: "已停用" },
  moveHelp: { en: "Drag it, or press the up and down arrows", zh: "拖动，或按上下箭头移动" },
  up: { en: "Up", zh: "上移" },
  down: { en: "Down", zh: "下移" },
  duplicate: { en: "Duplicate", zh: "复制" },
  skip: { en: "Leave out", zh: "停用" },
  backIn: { en: "Use again", zh: "重新启用" },
  remove: { en: "Delete", zh: "删除" },
  addBranch: { en: "Add a branch", zh: "添加分支" },
  removeBranch: { en: "Remove the last branch", zh: "移除最后一个分支" },
  addLayer: { en: "Add a layer", zh: "添加层" },
  addAfter: { en: "Add a layer here", zh: "在此添加层" },
  searchLayers: { en: "Search layers", zh: "搜索层" },
  nothingFound: { en: "No layer is called that.", zh: "没有这样的层。" },
  loading: { en: "Reading the data's shape", zh: "正在读取数据形状" },
  doesNotFit: { en: "This model does not fit the data", zh: "模型与数据不匹配" },
  dataFailed: { en: "The data could not be read", zh: "数据无法读取" },
  toData: { en: "Look at the data", zh: "查看数据" },
  toTrain: { en: "Go on to Train", zh: "前往训练" },
} as const satisfies Record<string, Text>;

/** What the model answers, in a few words. */
export function answerLine(target: Target, format: Formats): Text {
  const { name } = target;
  switch (target.task) {
    case "classification": {
      const count = format.integer(target.classes.length);
      return { en: `${name}: one of ${count} classes`, zh: `${name}：${count} 个类别之一` };
    }
    case "regression":
      return { en: `${name}: a number`, zh: `${name}：一个数值` };
    case "reconstruction":
      return { en: `${name}: the input again`, zh: `${name}：还原输入` };
    case "generation": {
      const count = format.integer(target.tokens.length);
      return { en: `${name}: which of ${count} tokens comes next`, zh: `${name}：下一个词元（共 ${count} 种）` };
    }
  }
}

export const customizedFrom = (preset: Text): Text => ({
  en: `Customized from ${preset.en}`,
  zh: `由${preset.zh}修改而来`,
});
export const addedModel = (name: string): Text => ({
  en: `“${name}” is in your library now, with its weights.`,
  zh: `“${name}”已连同权重加入模型库。`,
});

export const weightsFrom = (model: Text | null): Text =>
  model === null
    ? {
        en: "It is to begin with the weights of a model that is no longer in the library.",
        zh: "起始权重所属的模型已不在模型库中。",
      }
    : { en: `It begins with the weights of “${model.en}”.`, zh: `以“${model.zh}”的权重开始。` };

export const learntFrom = ({ trainedOn, accuracy, licence }: BackboneDefinition, { percent }: Formats): Text => ({
  en: `Trained on ${trainedOn.en}; ${percent(accuracy)} right on pictures that it had not seen. Licence: ${licence}.`,
  zh: `训练数据：${trainedOn.zh}；在未见过的图片上正确率 ${percent(accuracy)}。许可证：${licence}。`,
});
export const backTo = (preset: Text): Text => ({ en: `Back to ${preset.en}`, zh: `恢复${preset.zh}` });
export const moveOf = (layer: string): Text => ({ en: `Move ${layer}`, zh: `移动${layer}` });
export const settingsOf = (layer: string): Text => ({ en: `Settings of ${layer}`, zh: `${layer}的设置` });
export const formulaOfLayer = (layer: string): Text => ({ en: `Formula of ${layer}`, zh: `${layer}的公式` });
export const takesShape = (shape: string): Text => ({ en: `It gets ${shape}.`, zh: `输入为 ${shape}。` });
export const inLayer = (list: Text, layer: Text): Text => ({
  en: `${list.en} of ${layer.en}`,
  zh: `${layer.zh}：${list.zh}`,
});
export const layerProblem = (layer: Text, problem: Text): Text => ({
  en: `${layer.en}: ${problem.en}`,
  zh: `${layer.zh}：${problem.zh}`,
});
export const allFits = (parameters: string): Text => ({
  en: `Every layer fits: ${parameters} parameters.`,
  zh: `各层均匹配，共 ${parameters} 个参数。`,
});
/** `notes`: how many things are to be said about them. */
export const readLayers = (read: number, all: number, notes: number): Text => ({
  en: `${read} of ${all} layers are taken over.${notes === 0 ? "" : " What is different:"}`,
  zh: `已取入 ${all} 层中的 ${read} 层。${notes === 0 ? "" : "差异如下："}`,
});
export const lossLine = (loss: Text): Text => ({ en: `Loss: ${loss.en}.`, zh: `损失函数：${loss.zh}。` });

/** Of a bend that the last layer would end in. */
export const leftToLoss = (bend: string): Text => ({
  en: `The ${bend} of the last layer is left to it: it works on plain scores.`,
  zh: `最后一层的 ${bend} 由损失函数完成，网络直接输出得分。`,
});

const reasons = {
  classification: { en: "the target is a class", zh: "目标为类别" },
  regression: { en: "the target is a number", zh: "目标为数值" },
  reconstruction: { en: "the input is to come back", zh: "目标是还原输入" },
  generation: { en: "the next token is one of many", zh: "下一个词元是多选一" },
} as const satisfies Record<Target["task"], Text>;

export const lossBecause = (loss: Text, task: Target["task"]): Text => ({
  en: `${loss.en}, because ${reasons[task].en}`,
  zh: `${loss.zh}（${reasons[task].zh}）`,
});
