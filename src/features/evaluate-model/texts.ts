import type { Text } from "../../language/text.ts";
import type { EvaluatedPart } from "../../project/model-evaluation.ts";
import type { ModelRecord } from "../../project/records.ts";

export const texts = {
  title: { en: "Evaluate", zh: "评估" },
  lead: {
    en: "What a model is worth, on examples that you choose: the test part is the fair judge, since nothing was fitted to it.",
    zh: "在所选的样本上衡量模型的好坏。测试集最公正，因为训练从未接触过它。",
  },
  part: { en: "Examples", zh: "样本" },
  data: { en: "Data set", zh: "数据集" },
  ownData: { en: "What it was trained on, by parts", zh: "训练所用的数据，可按部分评估" },
  evaluating: { en: "Evaluating", zh: "正在评估" },
  cancel: { en: "Cancel", zh: "取消" },
  cancelled: { en: "Not evaluated.", zh: "尚未评估。" },
  again: { en: "Evaluate", zh: "评估" },
  retry: { en: "Try again", zh: "重试" },
  emptyTitle: { en: "No models yet", zh: "还没有模型" },
  empty: { en: "Train one, and see here what it is worth.", zh: "训练一个模型，即可在这里查看它的表现。" },
  scores: { en: "Scores", zh: "得分" },
  loss: { en: "Loss", zh: "损失" },
  nothingFitsTitle: { en: "No data set here fits this model", zh: "这里没有适合该模型的数据集" },
  toData: { en: "Add a data set", zh: "添加数据集" },
  undefined: { en: "not defined here", zh: "此处无定义" },
  noDetail: {
    en: "Models that give back their input or write on are measured by these figures alone.",
    zh: "还原输入或续写文本的模型只以这些数字衡量。",
  },
  confusion: { en: "Taken for what", zh: "混淆矩阵" },
  confusionNote: {
    en: "Rows are the truth, columns the answer. Choose a field to see its examples.",
    zh: "行为真实类别，列为预测类别。选择格子可查看其中的样本。",
  },
  truth: { en: "Truth", zh: "真实" },
  answer: { en: "Answer", zh: "预测" },
  confidence: { en: "Confidence", zh: "置信度" },
  worst: { en: "Worst mistakes", zh: "最严重的错误" },
  worstNote: { en: "Where the model was most sure of the wrong thing.", zh: "模型最自信却答错的样本。" },
  worstNumbers: { en: "Furthest off", zh: "偏差最大" },
  showWorst: { en: "Show the worst mistakes", zh: "查看最严重的错误" },
  noMistakes: { en: "Not a single mistake on these examples.", zh: "在这些样本上没有一个错误。" },
  frequent: { en: "Most frequent mistakes", zh: "最常见的错误" },
  manyClasses: {
    en: "Rows are the truth, columns the answer: blue is right, orange taken for another; the darker, the more of its class. Choose a field to see its examples.",
    zh: "行为真实类别，列为预测类别：蓝色为正确，橙色为误判，颜色越深所占比例越大。选择格子可查看其中的样本。",
  },
  findClass: { en: "Find a class", zh: "查找类别" },
  noClass: { en: "No class is called that.", zh: "没有这个名称的类别。" },
  noMistakesOfClass: {
    en: "Never taken for another, nor another for it.",
    zh: "从未被误判，也没有其他类别被误判为它。",
  },
  perClass: { en: "Class by class", zh: "各类别表现" },
  class: { en: "Class", zh: "类别" },
  rows: { en: "Rows", zh: "行数" },
  row: { en: "Row", zh: "行" },
  precision: { en: "Precision", zh: "精确率" },
  recall: { en: "Recall", zh: "召回率" },
  f1: { en: "F1", zh: "F1" },
  rocAuc: { en: "ROC AUC", zh: "ROC AUC" },
  macro: { en: "Mean of the classes (macro)", zh: "各类别平均（宏平均）" },
  weighted: { en: "Weighted by rows", zh: "按行数加权" },
  micro: { en: "All together (micro)", zh: "合并计算（微平均）" },
  roc: { en: "ROC curve", zh: "ROC 曲线" },
  rocNote: {
    en: "One class against the rest: found rightly over found wrongly. The corner top left is perfect, the diagonal is chance.",
    zh: "每个类别对其余类别：正确检出率与误报率。左上角为完美，对角线相当于随机。",
  },
  falsePositives: { en: "False positive rate", zh: "误报率" },
  truePositives: { en: "True positive rate", zh: "检出率" },
  precisionRecall: { en: "Precision and recall", zh: "精确率与召回率" },
  precisionRecallNote: {
    en: "How many of the found are right, as more of the class is found. Dotted: whoever guesses.",
    zh: "检出更多该类别时，其中有多少是对的。虚线为随机猜测。",
  },
  calibration: { en: "Is it as sure as it should be?", zh: "置信度可靠吗？" },
  sure: { en: "How sure it was", zh: "置信度" },
  right: { en: "How often it was right", zh: "实际正确率" },
  predicted: { en: "Predicted against true", zh: "预测值与真实值" },
  predictedNote: { en: "On the line the prediction is exact.", zh: "落在直线上表示预测完全准确。" },
  residuals: { en: "Errors", zh: "误差分布" },
  prediction: { en: "Prediction", zh: "预测值" },
  error: { en: "Error", zh: "误差" },
  errorFrom: { en: "Error from", zh: "误差下限" },
  errorTo: { en: "Error to", zh: "误差上限" },
} as const satisfies Record<string, Text>;

export const partTexts: Readonly<Record<EvaluatedPart, Text>> = {
  test: { en: "Test", zh: "测试集" },
  validation: { en: "Validation", zh: "验证集" },
  train: { en: "Training", zh: "训练集" },
};

const rowsOf = (rows: string): string => (rows === "1" ? "1 row" : `${rows} rows`);

export const overRows = (rows: string, all: string): Text =>
  rows === all
    ? { en: `Over ${rowsOf(rows)}.`, zh: `基于 ${rows} 行。` }
    : { en: `Over ${rows} of ${all} rows, evenly taken.`, zh: `基于均匀抽取的 ${rows} 行（共 ${all} 行）。` };

/** Of an imported model: what a data set would have to have. */
export function nothingFits({ inputs, target }: Pick<ModelRecord, "inputs" | "target">): Text {
  const [first, ...others] = inputs;
  const name = target.task === "classification" ? listed(target.classes) : target.name;
  if (first?.type === "image") {
    const shape = first.shape.join(" × ");
    return {
      en: `It came without data. To measure it, add pictures of ${shape} with what they show (${name}).`,
      zh: `该模型导入时不含数据。要评估它，请添加 ${shape} 的图像及其答案（${name}）。`,
    };
  }
  const last = others.at(-1);
  const [from, to] = [`“${first?.name}”`, last === undefined ? null : `“${last.name}”`];
  return {
    en: `It came without data. To measure it, add a data set with columns ${from}${to === null ? "" : ` to ${to}`} and “${target.name}”.`,
    zh: `该模型导入时不含数据。要评估它，请添加含有${from}${to === null ? "" : `到${to}`}和“${target.name}”列的数据集。`,
  };
}

const listed = (names: readonly string[]): string =>
  names.length > 4 ? `${names.slice(0, 2).join(", ")} … ${names.at(-1)}` : names.join(", ");

/** Of a data set that fits the model. */
export const allRows = (rows: string): Text => ({
  en: `The same columns; all of it, ${rowsOf(rows)}`,
  zh: `列相同，使用全部 ${rows} 行`,
});

export const withoutAnswer = (rows: string): Text => ({
  en: `Left out: ${rows} without an answer, or of a class that the model does not know.`,
  zh: `另有 ${rows} 行没有答案，或属于模型不认识的类别，未计入。`,
});

/** Of a model that looks back over a series. */
export const seenBefore = (rows: string, horizon: number): Text => ({
  en:
    horizon === 1
      ? `The model has seen the ${rows} rows before each of these, not the row itself.`
      : `The model has seen ${rows} rows up to ${horizon} before each of these, not the row itself.`,
  zh:
    horizon === 1
      ? `模型看到的是每行之前的 ${rows} 行，而不是该行本身。`
      : `模型看到的是每行之前第 ${horizon} 行及更早的 ${rows} 行，而不是该行本身。`,
});

export const takenFor = (truth: string, answer: string): Text => ({
  en: truth === answer ? `${truth}, rightly` : `${truth}, taken for ${answer}`,
  zh: truth === answer ? `${truth}，判断正确` : `${truth}，被判为 ${answer}`,
});

export const cellOf = (truth: string, answer: string, rows: string): Text => ({
  en: `${truth} taken for ${answer}: ${rowsOf(rows)}`,
  zh: `${truth} 被判为 ${answer}：${rows} 行`,
});

export const someOf = (shown: string, all: string): Text =>
  shown === all
    ? { en: `${rowsOf(all)}, the worst first`, zh: `${all} 行，最差的在前` }
    : { en: `${shown} of ${all} rows, the worst first`, zh: `${all} 行中的 ${shown} 行，最差的在前` };

/** Of pairs of classes that are mixed up. */
export const somePairs = (shown: string, all: string): Text =>
  shown === all
    ? { en: `Mixed up, the most frequent first:`, zh: "混淆的类别，最常见的在前：" }
    : {
        en: `Mixed up, the ${shown} most frequent of ${all} pairs:`,
        zh: `混淆的类别，${all} 对中最常见的 ${shown} 对：`,
      };

/** A note on curves that not every class has. */
export const ofLargest = (note: Text, count: number): Text => ({
  en: `${note.en} Drawn for the ${count} classes with most rows.`,
  zh: `${note.zh}仅绘出行数最多的 ${count} 个类别。`,
});

export const calibrationNote = (error: string): Text => ({
  en: `On average ${error} between how sure it was and how often it was right. Below the line it is too sure. Larger dots stand for more rows.`,
  zh: `置信度与实际正确率平均相差 ${error}。线下方表示过于自信。圆点越大，行数越多。`,
});

export const residualNote = (mean: string, deviation: string): Text => ({
  en: `Prediction less truth: ${mean} on average, give or take ${deviation}.`,
  zh: `预测值减真实值：平均 ${mean}，标准差 ${deviation}。`,
});

export const averagedBy: Readonly<Record<string, Text>> = {
  macro: { en: "macro", zh: "宏平均" },
  weighted: { en: "weighted", zh: "加权" },
  micro: { en: "micro", zh: "微平均" },
  last: { en: "last class", zh: "最后一类" },
};

export const withK = (k: string): Text => ({ en: `k = ${k}`, zh: `k = ${k}` });
