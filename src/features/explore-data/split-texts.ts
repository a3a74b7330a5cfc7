import type { Text } from "../../language/text.ts";
import type { DatasetSummary } from "../../project/data-summary.ts";
import type { Balance, Split } from "../../project/project.ts";

export const splitTexts = {
  by: { en: "Rows are dealt", zh: "划分方式" },
  column: { en: "Column", zh: "依据的列" },
  columnHelp: {
    en: "Each row goes to the part that this column names: train, validation or test.",
    zh: "每一行归入该列写明的部分：train、validation 或 test。",
  },
  byFolds: { en: "Folds instead of a validation share", zh: "用折代替验证集比例" },
  foldsHelp: {
    en: "The rows are cut into equal folds; the one held back validates, the others train. Train once for each fold to compare.",
    zh: "把数据均分为若干折，留出一折做验证，其余用于训练。可依次换折训练并比较。",
  },
  folds: { en: "Folds", zh: "折数" },
  held: { en: "Fold held back", zh: "留出第几折" },
  stratify: { en: "Classes alike in every part", zh: "各部分类别比例一致" },
  stratifyHelp: {
    en: "Every part gets the same share of each class (stratified), which matters where a class is rare.",
    zh: "各部分中每个类别的比例相同（分层抽样），类别稀少时尤其重要。",
  },
  again: { en: "Deal again", zh: "重新划分" },
  classes: { en: "Rows of each class by part", zh: "各部分的类别行数" },
  balance: { en: "What classes count", zh: "类别权重与采样" },
  weights: { en: "Weight of each class", zh: "各类别的权重" },
  evenWeights: { en: "Weigh them evenly again", zh: "恢复均衡权重" },
  balanceHelp: {
    en: "Done to the training part only: validation and test keep the classes as they really are.",
    zh: "只处理训练集：验证集和测试集保持真实的类别比例。",
  },
} as const satisfies Record<string, Text>;

interface Kind<Value> {
  readonly value: Value;
  readonly label: Text;
  readonly summary: Text;
}

const kinds: readonly Kind<Split["by"]>[] = [
  {
    value: "row",
    label: { en: "at random", zh: "随机" },
    summary: { en: "Each row by itself.", zh: "逐行随机。" },
  },
  {
    value: "source",
    label: { en: "as the source says", zh: "按数据来源" },
    summary: { en: "The data set's own test rows grade.", zh: "使用数据集自带的测试行。" },
  },
  {
    value: "group",
    label: { en: "by group", zh: "按分组" },
    summary: {
      en: "Rows of one person, device or place stay together.",
      zh: "同一个人、设备或地点的行不会分开。",
    },
  },
  {
    value: "time",
    label: { en: "by time", zh: "按时间" },
    summary: { en: "Trains on the past, grades on what came after.", zh: "用过去训练，用之后的数据评分。" },
  },
  {
    value: "column",
    label: { en: "by a column", zh: "按某一列" },
    summary: { en: "A column names each row's part.", zh: "由某一列写明每行属于哪部分。" },
  },
];

/** The ways to deal that this data set has columns or rows for, and the one in force. */
export function splitKinds(dataset: DatasetSummary, current: Split["by"]): readonly Kind<Split["by"]>[] {
  const others = dataset.columns.filter(({ name }) => name !== dataset.roles.target);
  const has = (...types: readonly string[]): boolean => others.some(({ type }) => types.includes(type));
  const isPossible: Readonly<Record<Split["by"], boolean>> = {
    row: true,
    source: dataset.hasOwnTest,
    group: has("category", "text", "number"),
    time: has("time", "number"),
    column: has("category"),
  };
  return kinds.filter(({ value }) => isPossible[value] || value === current);
}

export const balanceChoices: readonly Kind<Balance["by"] | "none">[] = [
  {
    value: "none",
    label: { en: "left as they are", zh: "保持原样" },
    summary: { en: "Every row counts alike.", zh: "每一行同等重要。" },
  },
  {
    value: "weights",
    label: { en: "rare classes count more", zh: "提高稀有类别权重" },
    summary: {
      en: "Their loss is multiplied until all classes weigh the same; each weight can be changed.",
      zh: "放大其损失，使各类别总权重相同；每个权重都可修改。",
    },
  },
  {
    value: "oversample",
    label: { en: "rare rows drawn again", zh: "重复抽取稀有类别" },
    summary: { en: "Until every class has as many rows as the largest.", zh: "直到每个类别的行数与最多的相同。" },
  },
  {
    value: "undersample",
    label: { en: "frequent rows left out", zh: "舍去多数类别的行" },
    summary: { en: "Until every class has as few rows as the smallest.", zh: "直到每个类别的行数与最少的相同。" },
  },
];

export const imbalanceOf = (most: string, least: string, ratio: string): Text => ({
  en: `${most} is there ${ratio} times as often as ${least}: a model may overlook the rare one.`,
  zh: `${most} 的行数是 ${least} 的 ${ratio} 倍，模型可能忽略稀有类别。`,
});
