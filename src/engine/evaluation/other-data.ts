/** The rows of a data set that a model was not trained on, as its network reads them: through the steps fitted in training. */
import { type Column, type Dataset, rowsOf } from "../../catalog/datasets/dataset.ts";
import { answerFor, columnFor, misfitOf, orderOf, type ReadingModel } from "../../project/fitting-data.ts";
import type { InputColumn } from "../../project/records.ts";
import { dataProblem, listed } from "../data/data-problem.ts";
import { encodeExamples, rowsWithArrays } from "../data/encode-examples.ts";
import { groupsOf, seriesOf, timesOf } from "../data/order-series.ts";
import type { PreparedData } from "../data/prepare-data.ts";
import { applySteps } from "../data/preprocess-columns.ts";
import { scaleOf } from "../data/target-scale.ts";

export interface OtherData extends Pick<PreparedData, "examples" | "targets"> {
  /** Those that can be measured, by their place in what is held. */
  readonly rows: Int32Array;
  /** Of the whole data set. */
  readonly allRows: number;
  /** Rows without an answer, or of a class that the model has never heard of. */
  readonly leftOut: number;
  /** The place of a held row in the whole data set. */
  readonly placeOf: (row: number) => number;
}

/** Of a data set larger than memory, the rows that are held. Throws a `StudioError` where the model cannot read it. */
export async function otherData(dataset: Dataset, model: ReadingModel): Promise<OtherData> {
  const { columns, sampleOf } = dataset;
  const misfit = misfitOf(model, columns);
  if (misfit !== null) throw dataProblem("unfit-data", misfit.en, misfit.zh);
  const isSeries = model.preprocess.some(({ step }) => step === "windows");
  if (isSeries && sampleOf !== undefined) throw tooLarge();
  const order = orderOf(model);
  const named = (name: string | undefined): Column | undefined => columns.find((column) => column.name === name);
  const [group, time] = [named(order.group), named(order.time)];
  const inputs = model.inputs.map((input) => readAs(input, columnFor(input, columns)!));
  const series = seriesOf(dataset.rows, group && groupsOf(group), time && timesOf(time));
  const steps = await applySteps(model.preprocess, inputs, series);
  const reached = rowsWithArrays(
    steps,
    Int32Array.from({ length: dataset.rows }, (_, row) => row),
  );
  const targets = targetsOf(model, columns, dataset.rows);
  const isKnown = (answer: number): boolean =>
    model.target.task === "classification" ? answer >= 0 : !Number.isNaN(answer);
  const rows = reached.filter((row) => isKnown(targets[row]!));
  if (rows.length === 0) throw nothingLeft(model, columns);
  return {
    examples: encodeExamples(steps, rows),
    targets,
    rows,
    allRows: sampleOf?.rows ?? dataset.rows,
    leftOut: reached.length - rows.length,
    placeOf: (row) => sampleOf?.sampled[row] ?? row,
  };
}

/** The column as the model knows it: by its own name, with its own categories; a strange category is a missing one. */
function readAs(input: InputColumn, column: Column): Column {
  const { name } = input;
  switch (input.type) {
    case "category":
      return { type: "category", name, categories: input.categories, codes: codesIn(input.categories, column) };
    case "text":
      return { type: "text", name, values: wordsOf(column) };
    case "number":
    case "time":
    case "image":
      return { ...column, name };
  }
}

/** By row: the answer as the network is taught it; -1 or NaN where there is none. */
function targetsOf(model: ReadingModel, columns: readonly Column[], rows: number): Int32Array | Float32Array {
  const { target } = model;
  const answer = answerFor(model, columns);
  if (target.task === "classification" && answer !== undefined) return codesIn(target.classes, answer);
  if (target.task === "regression" && answer?.type === "number") {
    const { mean, deviation } = scaleOf(target);
    return Float32Array.from(answer.values, (value) => (value - mean) / deviation);
  }
  return new Float32Array(rows);
}

/** By row, the place of its word among `names`; -1 where it is none of them. */
function codesIn(names: readonly string[], column: Column): Int32Array {
  const places = new Map(names.map((name, place) => [name, place]));
  if (column.type !== "category") return Int32Array.from(wordsOf(column), (word) => places.get(word ?? "") ?? -1);
  const known = column.categories.map((name) => places.get(name) ?? -1);
  return column.codes.map((code) => known[code] ?? -1);
}

/** Null where missing. */
function wordsOf(column: Column): readonly (string | null)[] {
  switch (column.type) {
    case "text":
      return column.values;
    case "category":
      return Array.from(column.codes, (code) => column.categories[code] ?? null);
    case "number":
    case "time":
      return Array.from(column.values, (value) => (Number.isNaN(value) ? null : String(value)));
    case "image":
      return Array.from({ length: rowsOf(column) }, () => null);
  }
}

function tooLarge(): Error {
  return dataProblem(
    "windows-too-large",
    "This model looks back over rows that must be in memory, and this data set is larger. Take a smaller one.",
    "该模型需要在内存中回看前面的行，而该数据集超出内存容量。请换用较小的数据集。",
  );
}

function nothingLeft(model: ReadingModel, columns: readonly Column[]): Error {
  const answer = answerFor(model, columns);
  if (model.target.task === "classification" && answer?.type === "category" && answer.categories.length > 0) {
    const [own, others] = [listed(model.target.classes), listed(answer.categories)];
    return dataProblem(
      "unknown-classes",
      `The model knows none of this data set's classes. It tells apart: ${own}; here they are: ${others}.`,
      `模型不认识该数据集的任何类别。模型的类别：${own}；该数据集的类别：${others}。`,
    );
  }
  return dataProblem(
    "no-rows",
    "No row of this data set can be measured: none has an answer that the model could give, with all that it needs to give it.",
    "该数据集没有可评估的行：没有一行既有模型可能给出的答案，又有模型所需的全部输入。",
  );
}
