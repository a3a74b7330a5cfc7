/** From a data set and a project to examples that a trainer can take: columns, parts, fitted preprocessing. */
import type { CategoryColumn, Column, Dataset, NumberColumn } from "../../catalog/datasets/dataset.ts";
import { binEdges, binned } from "../../catalog/preprocessors/ranges.ts";
import { presentNumbers } from "../../catalog/preprocessors/make-step.ts";
import type { FittedStep, Series } from "../../catalog/preprocessors/preprocessor.ts";
import { momentsOf } from "../../catalog/preprocessors/moments.ts";
import type { StepColumn } from "../../catalog/preprocessors/step-column.ts";
import type { Text } from "../../language/text.ts";
import type { InputColumn, Target } from "../../project/records.ts";
import { type Augmenter, loadAugmenter } from "./augment-pictures.ts";
import { balanced } from "./balance-classes.ts";
import { chooseColumns } from "./choose-columns.ts";
import { dataProblem } from "./data-problem.ts";
import { checkTask, ownTarget } from "./own-target.ts";
import { type EncodedExamples, rowsWithArrays } from "./encode-examples.ts";
import { inputColumns } from "./input-columns.ts";
import { groupsOf, seriesOf, timesOf } from "./order-series.ts";
import { type StepEffect, fitSteps } from "./preprocess-columns.ts";
import type { ResolvedData } from "./resolve-data.ts";
import { type RowSource, heldRows } from "./row-source.ts";
import { type Parts, type SplitColumns, splitRows } from "./split-rows.ts";

export interface PreparedData {
  readonly examples: EncodedExamples;
  /** By row, as the network is taught: the class's index, or the number, standardized where `target` says so. */
  readonly targets: Int32Array | Float32Array;
  /** The training part as it is drawn: a re-sampled row may be there more than once. */
  readonly parts: Parts;
  /** By class: what an example's loss is multiplied with in training; left out where all count alike. */
  readonly classWeights?: Float32Array | undefined;
  /** Changes what is learnt from, never what is measured; left out where pictures are taken as they are. */
  readonly augmenter?: Augmenter | undefined;
  readonly inputs: readonly InputColumn[];
  readonly target: Target;
  readonly preprocess: readonly FittedStep[];
  /** What each of these steps did to the columns. */
  readonly effects: readonly StepEffect[];
  readonly dataFingerprint: string;
  readonly droppedRows: number;
  /** The features before preprocessing, for previews and summaries, as far as they are held. */
  readonly features: readonly Column[];
  /** Where a row stands in `features`; -1 where it is not held. */
  readonly placeOf: (row: number) => number;
  /** Rows that follow each other; none where they are not all held. */
  readonly series: Series;
  /** What is to be said of how this data is learnt from. */
  readonly note?: Text;
}

/**
 * Splits first and fits the preprocessing on the training rows alone. Throws `StudioError`s that name the column. Of a
 * data set larger than memory, `source` has the rest; left out, the sample is all there is.
 */
export async function prepareData(
  held: Dataset,
  data: ResolvedData,
  source: RowSource = heldRows(held),
): Promise<PreparedData> {
  const { dataset } = source;
  const chosen = chooseColumns(dataset, data);
  const { features, rows, droppedRows } = chosen;
  const group = chosen.group === undefined ? undefined : groupsOf(chosen.group);
  const time = chosen.time === undefined ? undefined : timesOf(chosen.time);
  const by: SplitColumns = { target: chosen.target, group, time, part: chosen.part, testFrom: dataset.testFrom };
  const dealt = splitRows(rows, data.split, data.seed, by);
  const target = binnedTarget(chosen.target, data.targetBins, dealt.train);
  const series = source.isHeld ? seriesOf(dataset.rows, group, time) : [];
  const seen = source.seen(dealt.train, target);
  const { fitted, columns, effects } = await fitSteps(data.preprocess, features, seen, series);
  const parts = partsWithArrays(dealt, columns);
  checkTask(data);
  const { train, classWeights } = balanced(parts.train, target, data.balance, data.seed);
  const examples = await source.encode(columns, fitted, { features, parts });
  const { task = "predict" } = data;
  const taught =
    task === "predict"
      ? taughtTarget(target, data.standardizeTarget, parts.train)
      : { target: ownTarget(task, features, examples, fitted), targets: new Float32Array(dataset.rows) };
  return {
    examples,
    ...taught,
    parts: { ...parts, train },
    classWeights,
    augmenter: await loadAugmenter(data.augment ?? [], examples),
    inputs: inputColumns(features, source.isHeld ? parts.train : seen.rows, { fitted, series }),
    preprocess: fitted,
    effects,
    dataFingerprint: source.fingerprint([...features, chosen.target]),
    droppedRows,
    features,
    placeOf: (row) => source.placeOf(row),
    series,
    ...(source.note === undefined ? {} : { note: source.note }),
  };
}

/** Rows that a window cannot reach leave their part. */
function partsWithArrays(dealt: Parts, columns: readonly StepColumn[]): Parts {
  const parts = {
    train: rowsWithArrays(columns, dealt.train),
    validation: rowsWithArrays(columns, dealt.validation),
    test: rowsWithArrays(columns, dealt.test),
  };
  if (parts.train.length > 0) return parts;
  throw dataProblem(
    "series-too-short",
    "data.preprocess: no training row has enough rows before it for a whole window. Use a shorter length or horizon.",
    "data.preprocess：没有训练行之前有足够的行组成完整窗口。请减小窗口长度或预测步数。",
  );
}

function binnedTarget(
  column: NumberColumn | CategoryColumn,
  config: ResolvedData["targetBins"],
  rows: Int32Array,
): NumberColumn | CategoryColumn {
  if (config === undefined || column.type === "category") return column;
  return binned(column, binEdges(config, presentNumbers(column, rows)));
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
  const standardized = momentsOf(presentNumbers(column, rows));
  const { mean, deviation } = standardized;
  return {
    target: { task: "regression", name, standardized },
    targets: Float32Array.from(column.values, (value) => (value - mean) / deviation),
  };
}
