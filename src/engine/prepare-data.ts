/** From a data set and a project to examples that a trainer can take: columns, parts, fitted preprocessing. */
import type { CategoryColumn, Column, Dataset, NumberColumn } from "../catalog/datasets/dataset.ts";
import { momentsOf } from "../catalog/preprocessors/standardize/standardize.ts";
import type { FittedStep } from "../catalog/preprocessors/preprocessor.ts";
import type { InputColumn, Target } from "../project/records.ts";
import { chooseColumns } from "./choose-columns.ts";
import { type EncodedExamples, encodeExamples } from "./encode-examples.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { fitSteps } from "./preprocess-columns.ts";
import type { ResolvedData } from "./resolve-data.ts";
import { type Parts, splitRows } from "./split-rows.ts";

export interface PreparedData {
  readonly examples: EncodedExamples;
  /** By row, as the network is taught: the class's index, or the number, standardized where `target` says so. */
  readonly targets: Int32Array | Float32Array;
  readonly parts: Parts;
  readonly inputs: readonly InputColumn[];
  readonly target: Target;
  readonly preprocess: readonly FittedStep[];
  readonly dataFingerprint: string;
  readonly droppedRows: number;
  /** The features before preprocessing, for previews and summaries. */
  readonly features: readonly Column[];
}

/** How many numbers the model gives: one a class, or one. */
export function outputsOf(target: Target): number {
  return target.task === "classification" ? target.classes.length : 1;
}

/** Splits first and fits the preprocessing on the training rows alone. Throws `StudioError`s that name the column. */
export async function prepareData(dataset: Dataset, data: ResolvedData): Promise<PreparedData> {
  const { features, target, rows, droppedRows } = chooseColumns(dataset, data.target, data.features, data.ignored);
  const parts = splitRows(rows, data.split, data.seed, dataset.testFrom);
  const { fitted, columns } = await fitSteps(data.preprocess, features, parts.train);
  const taught = taughtTarget(target, data.standardizeTarget, parts.train);
  return {
    examples: encodeExamples(columns, rows),
    ...taught,
    parts,
    inputs: features.map((column) => inputColumn(column, parts.train)),
    preprocess: fitted,
    dataFingerprint: fingerprintOf([...features, target]),
    droppedRows,
    features,
  };
}

function taughtTarget(
  column: NumberColumn | CategoryColumn,
  isStandardized: boolean,
  rows: Int32Array,
): Pick<PreparedData, "target" | "targets"> {
  const { name } = column;
  if (column.type === "category") {
    return { target: { task: "classification", name, classes: [...column.categories] }, targets: column.codes };
  }
  if (!isStandardized) return { target: { task: "regression", name }, targets: Float32Array.from(column.values) };
  const standardized = momentsOf(column.values, rows);
  const { mean, deviation } = standardized;
  return {
    target: { task: "regression", name, standardized },
    targets: Float32Array.from(column.values, (value) => (value - mean) / deviation),
  };
}

/** What a prediction must supply for this column, with the range seen in the training rows. */
function inputColumn(column: Column, rows: Int32Array): InputColumn {
  switch (column.type) {
    case "text":
    case "time":
      return { type: column.type, name: column.name };
    case "image":
      return { type: "image", name: column.name, shape: [...column.shape] };
    case "category":
      return { type: "category", name: column.name, categories: [...column.categories] };
    case "number": {
      const sorted = Float64Array.from(rows, (row) => column.values[row]!)
        .filter(Number.isFinite)
        .toSorted();
      return {
        type: "number",
        name: column.name,
        typical: sorted[sorted.length >> 1] ?? 0,
        minimum: sorted[0] ?? 0,
        maximum: sorted[sorted.length - 1] ?? 0,
      };
    }
  }
}
