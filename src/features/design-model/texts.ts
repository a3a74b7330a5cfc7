import type { Formats } from "../../language/format.ts";
import type { Text } from "../../language/text.ts";
import type { Target } from "../../project/records.ts";

export const texts = {
  title: { en: "Model", zh: "模型" },
  lead: { en: "From the data's shape to its answer, layer by layer.", zh: "从数据的形状到答案，一层一层看清楚。" },
  architecture: { en: "Architecture", zh: "结构" },
  settings: { en: "Settings of the architecture", zh: "结构设置" },
  noSettings: { en: "Nothing to set: the data decides its size.", zh: "无需设置：大小由数据决定。" },
  layers: { en: "Layers", zh: "各层" },
  layer: { en: "Layer", zh: "层" },
  input: { en: "Input", zh: "输入" },
  output: { en: "Output", zh: "输出" },
  total: { en: "Total", zh: "合计" },
  parameters: { en: "Parameters", zh: "参数" },
  multiplyAdds: { en: "Multiply-adds", zh: "乘加次数" },
  multiplyAddsHelp: {
    en: "Multiplications with an addition that one example's forward pass takes: what a step costs.",
    zh: "一个样本前向计算所需的乘加次数，反映每一步的计算量。",
  },
  shape: { en: "Shape", zh: "形状" },
  loading: { en: "Reading the data's shape", zh: "正在读取数据形状" },
  doesNotFit: { en: "This model does not fit the data", zh: "模型与数据不匹配" },
  dataFailed: { en: "The data could not be read", zh: "数据无法读取" },
  toData: { en: "Look at the data", zh: "查看数据" },
  toTrain: { en: "Go on to Train", zh: "前往训练" },
  layerListHelp: {
    en: "This project lists its layers itself. Pick an architecture to replace them.",
    zh: "此项目自带层列表。选择一种结构即可替换。",
  },
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

export const lossLine = (loss: Text): Text => ({ en: `Loss: ${loss.en}`, zh: `损失函数：${loss.zh}` });

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
