/** Which columns go in and which one comes out, checked by name. */
import type { CategoryColumn, Column, Dataset, NumberColumn } from "../catalog/datasets/dataset.ts";
import { dataProblem, listed } from "./data-problem.ts";

export interface ChosenColumns {
  readonly features: readonly Column[];
  readonly target: NumberColumn | CategoryColumn;
  /** Rows whose target is known. */
  readonly rows: Int32Array;
  /** Rows left out because their target is missing. */
  readonly droppedRows: number;
}

/** `features` left out means every column but the target and those `ignored`. Throws a `StudioError` that names the column. */
export function chooseColumns(
  dataset: Dataset,
  targetName: string,
  featureNames: readonly string[] | undefined,
  ignored: readonly string[] = [],
): ChosenColumns {
  const names = dataset.columns.map(({ name }) => name);
  const find = (name: string, field: "target" | "features"): Column => {
    const column = dataset.columns.find((each) => each.name === name);
    if (column !== undefined) return column;
    throw dataProblem(
      "unknown-column",
      `data.${field}: there is no column "${name}". The columns are: ${listed(names)}.`,
      `data.${field}：没有名为“${name}”的列。现有的列：${listed(names)}。`,
    );
  };
  const target = find(targetName, "target");
  if (target.type === "text" || target.type === "time") throw wordlessTarget(target);
  if (target.type === "image") {
    throw dataProblem(
      "image-target",
      `data.target: "${targetName}" holds pictures, and pictures cannot be predicted. Choose a column of numbers or classes.`,
      `data.target：“${targetName}”是图像列，无法作为预测目标。请选择数值列或类别列。`,
    );
  }
  if (featureNames?.includes(targetName) === true) {
    throw dataProblem(
      "target-among-features",
      `data.features: "${targetName}" is the target, so it cannot also be a feature: the model would be told the answer.`,
      `data.features：“${targetName}”是预测目标，不能同时作为特征，否则等于把答案告诉模型。`,
    );
  }
  const repeated = featureNames?.find((name, index) => featureNames.indexOf(name) !== index);
  if (repeated !== undefined) {
    throw dataProblem(
      "repeated-feature",
      `data.features: "${repeated}" is listed twice. Name each column once.`,
      `data.features：“${repeated}”重复出现。每列只需写一次。`,
    );
  }
  const standard = names.filter((name) => name !== targetName && !ignored.includes(name));
  const features = (featureNames ?? standard).map((name) => find(name, "features"));
  if (features.length === 0) {
    throw dataProblem(
      "no-features",
      `data.features: there is no column to learn from besides the target "${targetName}". Choose another target or data set.`,
      `data.features：除目标“${targetName}”外没有可供学习的列。请更换目标或数据集。`,
    );
  }
  checkKinds(features);
  const rows = knownRows(target);
  checkTarget(target, rows);
  return { features, target, rows, droppedRows: dataset.rows - rows.length };
}

function wordlessTarget({ name, type }: Column) {
  const [en, zh] = type === "text" ? ["texts", "文本"] : ["points in time", "时间"];
  return dataProblem(
    `${type}-target`,
    `data.target: "${name}" holds ${en}, which cannot be predicted. Choose a column of numbers or classes.`,
    `data.target：“${name}”是${zh}列，无法作为预测目标。请选择数值列或类别列。`,
  );
}

function checkKinds(features: readonly Column[]): void {
  const image = features.find(({ type }) => type === "image");
  const other = features.find((column) => column !== image);
  if (image === undefined || other === undefined) return;
  throw dataProblem(
    "mixed-features",
    `data.features: a picture ("${image.name}") and another column ("${other.name}") cannot enter one network together. Keep only one of them.`,
    `data.features：图像列“${image.name}”不能与其他列“${other.name}”一起输入同一个网络。请只保留其中之一。`,
  );
}

function knownRows(target: NumberColumn | CategoryColumn): Int32Array {
  const rows: number[] = [];
  if (target.type === "number") {
    target.values.forEach((value, row) => {
      if (Number.isFinite(value)) rows.push(row);
    });
  } else {
    target.codes.forEach((code, row) => {
      if (code >= 0) rows.push(row);
    });
  }
  return Int32Array.from(rows);
}

function checkTarget(target: NumberColumn | CategoryColumn, rows: Int32Array): void {
  if (rows.length < 3) {
    throw dataProblem(
      "too-few-rows",
      `data.target: only ${rows.length} rows have a value in "${target.name}". At least 3 are needed to train.`,
      `data.target：只有 ${rows.length} 行的“${target.name}”有值。训练至少需要 3 行。`,
    );
  }
  if (target.type === "number") return;
  const seen = new Set(Array.from(rows, (row) => target.codes[row]!));
  if (seen.size >= 2) return;
  throw dataProblem(
    "single-class",
    `data.target: every row of "${target.name}" has the same class, so there is nothing to tell apart. Choose another target.`,
    `data.target：“${target.name}”的所有行都是同一类别，没有可区分的内容。请更换目标。`,
  );
}
