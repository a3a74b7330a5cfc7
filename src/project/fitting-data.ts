/** Whether a model can read a data set that it was not trained on: by its columns' names, kinds and sizes. */
import type { ColumnType, OfferedColumn } from "../catalog/datasets/dataset.ts";
import type { Text } from "../language/text.ts";
import type { InputColumn, ModelRecord } from "./records.ts";

export type ReadingModel = Pick<ModelRecord, "inputs" | "target" | "preprocess" | "project">;

/** What can be taken for what: classes are matched by their names, and a number's is its digits. */
const readableAs: Readonly<Record<ColumnType, readonly ColumnType[]>> = {
  number: ["number"],
  category: ["category", "number", "text"],
  text: ["text", "category"],
  time: ["time"],
  image: ["image"],
};

/** The column that goes in as this input; pictures stand alone in their data set, whatever their column is called. */
export function columnFor<Column extends OfferedColumn>(
  { name, type }: Pick<InputColumn, "name" | "type">,
  columns: readonly Column[],
): Column | undefined {
  return columns.find((column) => (type === "image" ? column.type === "image" : column.name === name));
}

/** The column that tells the right answer; of pictures in folders, their only class. */
export function answerFor<Column extends OfferedColumn>(
  { target, inputs }: Pick<ReadingModel, "target" | "inputs">,
  columns: readonly Column[],
): Column | undefined {
  const named = columns.find(({ name }) => name === target.name);
  if (named !== undefined || inputs[0]?.type !== "image") return named;
  const classes = columns.filter(({ type }) => type === "category");
  return classes.length === 1 ? classes[0] : undefined;
}

/** What the model's windows are laid over, beside its inputs. */
export function orderOf({ preprocess, project }: Pick<ReadingModel, "preprocess" | "project">): {
  readonly group: string | undefined;
  readonly time: string | undefined;
} {
  const isSeries = preprocess.some(({ step }) => step === "windows");
  const { group, time } = project.data;
  return { group: isSeries ? group : undefined, time: isSeries ? time : undefined };
}

/** Why the model cannot be measured on a data set of these columns; null: as far as columns tell, it can. */
export function misfitOf(model: ReadingModel, columns: readonly OfferedColumn[]): Text | null {
  const { inputs, target, project } = model;
  for (const input of inputs) {
    const column = columnFor(input, columns);
    if (column === undefined) return input.type === "image" ? noPictures : missing(input.name);
    if (!readableAs[input.type].includes(column.type)) return otherKind(input.name, input.type, column.type);
    if (input.type === "image" && column.shape?.join() !== input.shape.join()) {
      return otherSize(input.shape, column.shape ?? []);
    }
  }
  const { group, time } = orderOf(model);
  for (const name of [group, time]) {
    if (name !== undefined && !columns.some((column) => column.name === name)) return missing(name);
  }
  if (target.task !== "classification" && target.task !== "regression") return null;
  if (project.data.targetBins !== undefined) return ranges;
  const answer = answerFor(model, columns);
  if (answer === undefined) return noAnswer(target.name);
  const kind = target.task === "classification" ? "category" : "number";
  return readableAs[kind].includes(answer.type) ? null : otherKind(answer.name, kind, answer.type);
}

const kindTexts: Readonly<Record<ColumnType, Text>> = {
  number: { en: "numbers", zh: "数值" },
  category: { en: "classes", zh: "类别" },
  text: { en: "texts", zh: "文本" },
  time: { en: "points in time", zh: "时间" },
  image: { en: "pictures", zh: "图像" },
};

const missing = (name: string): Text => ({
  en: `The model reads a column “${name}”, which this data set does not have.`,
  zh: `模型需要“${name}”列，而该数据集没有。`,
});

const noAnswer = (name: string): Text => ({
  en: `This data set has no column “${name}”, so that there is nothing to hold the answers against.`,
  zh: `该数据集没有“${name}”列，无从核对模型的回答。`,
});

const noPictures: Text = {
  en: "The model reads pictures, and this data set has none.",
  zh: "模型需要图像，而该数据集没有图像。",
};

const otherKind = (name: string, wanted: ColumnType, found: ColumnType): Text => ({
  en: `“${name}” holds ${kindTexts[found].en} in this data set, where the model knows ${kindTexts[wanted].en}.`,
  zh: `“${name}”列在该数据集中是${kindTexts[found].zh}，而模型需要${kindTexts[wanted].zh}。`,
});

const otherSize = (wanted: readonly number[], found: readonly number[]): Text => ({
  en: `The pictures of this data set are ${found.join(" × ")}, and the model reads ${wanted.join(" × ")}.`,
  zh: `该数据集的图像为 ${found.join(" × ")}，而模型需要 ${wanted.join(" × ")}。`,
});

const ranges: Text = {
  en: "The model tells ranges of a number apart that were cut from its own data, so that it is measured there alone.",
  zh: "模型区分的数值区间取自其自身数据，因此只能在该数据上评估。",
};
