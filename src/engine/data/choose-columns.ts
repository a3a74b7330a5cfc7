/** Which columns go in and which one comes out, checked by name. */
import type { CategoryColumn, Column, Dataset, NumberColumn } from "../../catalog/datasets/dataset.ts";
import { dataProblem, listed } from "./data-problem.ts";
import type { ResolvedData } from "./resolve-data.ts";

export interface ChosenColumns {
  readonly features: readonly Column[];
  readonly target: NumberColumn | CategoryColumn;
  readonly group: Column | undefined;
  readonly time: Column | undefined;
  /** The column that names each row's part. */
  readonly part: CategoryColumn | undefined;
  /** Rows whose target is known. */
  readonly rows: Int32Array;
  /** Rows left out because their target is missing. */
  readonly droppedRows: number;
}

type Roles = Pick<ResolvedData, "task" | "target" | "features" | "ignored" | "group" | "time" | "split" | "preprocess">;

/**
 * `features` left out means every column without another role that is not `ignored`; with windows the past of a
 * number target is one, too. Throws a `StudioError` that names the field and the column.
 */
export function chooseColumns(dataset: Dataset, roles: Roles): ChosenColumns {
  const names = dataset.columns.map(({ name }) => name);
  const find = (name: string, field: string): Column => {
    const column = dataset.columns.find((each) => each.name === name);
    if (column !== undefined) return column;
    throw dataProblem(
      "unknown-column",
      `data.${field}: there is no column "${name}". The columns are: ${listed(names)}.`,
      `data.${field}：没有名为“${name}”的列。现有的列：${listed(names)}。`,
    );
  };
  const role = (name: string | undefined, field: string) => (name === undefined ? undefined : find(name, field));
  const isPredicting = (roles.task ?? "predict") === "predict";
  const target = isPredicting ? predictable(find(roles.target, "target")) : noTarget(dataset.rows);
  const group = role(roles.group, "group");
  const time = role(roles.time, "time");
  const part = roles.split.by === "column" ? role(roles.split.column, "split.column") : undefined;
  if (part !== undefined && part.type !== "category") throw unfitPart(part.name);
  const isPastKnown = roles.preprocess.some(({ step }) => step === "windows");
  checkFeatures(roles, isPastKnown || !isPredicting);
  // The past of a class is a feature where it is asked for: it needs a step that makes it numbers.
  const others = [group, time, part, isPastKnown && target.type === "number" ? undefined : target];
  const free = dataset.columns.filter(
    (column) => !others.includes(column) && column.type !== "time" && !roles.ignored.includes(column.name),
  );
  const features = roles.features?.map((name) => find(name, "features")) ?? suitedTo(roles, free);
  if (features.length === 0) {
    if (roles.task === "continue") throw noText();
    throw dataProblem(
      "no-features",
      `data.features: there is no column to learn from besides the target "${target.name}". Choose another target or data set.`,
      `data.features：除目标“${target.name}”外没有可供学习的列。请更换目标或数据集。`,
    );
  }
  checkKinds(features);
  const rows = knownRows(target);
  if (isPredicting) checkTarget(target, rows);
  return { features, target, group, time, part, rows, droppedRows: dataset.rows - rows.length };
}

/** Where nothing is predicted from the others, a column that says nothing stands in its place. */
function noTarget(rows: number): NumberColumn {
  return { type: "number", name: "", values: new Float64Array(rows) };
}

function predictable(target: Column): NumberColumn | CategoryColumn {
  if (target.type !== "number" && target.type !== "category") throw unfitTarget(target);
  return target;
}

/** What a task takes of the columns that have no other role: to go on with, texts; to give back, all but a class. */
function suitedTo({ task = "predict", target }: Roles, columns: readonly Column[]): readonly Column[] {
  switch (task) {
    case "predict":
      return columns;
    case "reconstruct": {
      const others = columns.filter(({ name, type }) => name !== target || type !== "category");
      return others.length === 0 ? columns : others;
    }
    case "continue":
      return columns.filter(({ type }) => type === "text");
  }
}

function unfitTarget({ name, type }: Column): Error {
  if (type === "image") {
    return dataProblem(
      "image-target",
      `data.target: "${name}" holds pictures, and pictures cannot be predicted. Choose a column of numbers or classes, or set data.task to "reconstruct".`,
      `data.target：“${name}”是图像列，无法作为预测目标。请选择数值列或类别列，或把 data.task 设为 reconstruct。`,
    );
  }
  const [en, zh] = type === "text" ? ["texts", "文本"] : ["points in time", "时间"];
  return dataProblem(
    `${type}-target`,
    `data.target: "${name}" holds ${en}, which cannot be predicted. Choose a column of numbers or classes.`,
    `data.target：“${name}”是${zh}列，无法作为预测目标。请选择数值列或类别列。`,
  );
}

function noText(): Error {
  return dataProblem(
    "no-text",
    'data.task: "continue" goes on with texts, but this data set has no column of texts. Choose one that has, or another task.',
    "data.task：continue 用于续写文本，但该数据集没有文本列。请更换数据集或任务。",
  );
}

function unfitPart(name: string): Error {
  return dataProblem(
    "unfit-part",
    `data.split.column: "${name}" should say train, validation or test in each row. Choose a column of words.`,
    `data.split.column：“${name}”应逐行写明 train、validation 或 test。请选择文字列。`,
  );
}

function checkFeatures({ features, target, group, time }: Roles, isPastKnown: boolean): void {
  if (features === undefined) return;
  if (features.includes(target) && !isPastKnown) {
    throw dataProblem(
      "target-among-features",
      `data.features: "${target}" is the target, so it cannot also be a feature: the model would be told the answer.`,
      `data.features：“${target}”是预测目标，不能同时作为特征，否则等于把答案告诉模型。`,
    );
  }
  const repeated = features.find((name, index) => features.indexOf(name) !== index);
  if (repeated !== undefined) {
    throw dataProblem(
      "repeated-feature",
      `data.features: "${repeated}" is listed twice. Name each column once.`,
      `data.features：“${repeated}”重复出现。每列只需写一次。`,
    );
  }
  const taken = features.find((name) => name === group || name === time);
  if (taken === undefined) return;
  throw dataProblem(
    "role-among-features",
    `data.features: "${taken}" is the ${taken === group ? "group" : "time"} column. Take it out of the features, or of that role.`,
    `data.features：“${taken}”已是${taken === group ? "分组" : "时间"}列。请将其移出特征，或取消该角色。`,
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
