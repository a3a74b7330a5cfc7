/** What the project makes of its data: what goes into the network and comes out, and how many rows each part has. */
import type { Column, Dataset } from "../../catalog/datasets/dataset.ts";
import type { DataSummary } from "../../project/data-summary.ts";
import { augmentedPictures } from "./augment-sample.ts";
import { type PreparedData, prepareData } from "./prepare-data.ts";
import type { ResolvedData } from "./resolve-data.ts";
import { unseenPictures } from "./unseen-pictures.ts";
import { countCodes } from "../statistics/describe-categories.ts";

const MOST_POINTS = 1000;
const MOST_NAMES = 12;

/** Throws the `StudioError`s of `prepareData` for a project whose columns do not fit the data. */
export async function describeData(dataset: Dataset, data: ResolvedData): Promise<DataSummary> {
  const prepared = await prepareData(dataset, data);
  const { parts } = prepared;
  const points = pointsOf(dataset, prepared.features, prepared.target.name);
  const rows = dataset.sampleOf?.rows ?? dataset.rows;
  const inAll = (count: number): number => Math.round((count * rows) / dataset.rows);
  const balance = balanceOf(prepared, inAll);
  const augmented = augmentedPictures(prepared, data.seed);
  return {
    id: data.id,
    rows,
    target: prepared.target,
    inputs: prepared.inputs,
    ...(points === undefined ? {} : { points }),
    steps: prepared.effects.map(({ before, after, touched }) => ({
      before: before.length,
      after: after.length,
      touched: touched.length,
      made: after.filter((name) => !before.includes(name)).slice(0, MOST_NAMES),
    })),
    exampleShape: prepared.examples.shape,
    ...(prepared.examples.vocabulary === undefined ? {} : { vocabulary: prepared.examples.vocabulary }),
    parts: {
      train: inAll(parts.train.length),
      validation: inAll(parts.validation.length),
      test: inAll(parts.test.length),
    },
    ...(augmented === undefined ? {} : { augmented }),
    unseen: unseenPictures(prepared),
    ...(balance === undefined ? {} : { balance }),
  };
}

function balanceOf({ target, targets, parts }: PreparedData, inAll: (count: number) => number): DataSummary["balance"] {
  if (target.task !== "classification" || !(targets instanceof Int32Array)) return undefined;
  const count = (rows: Int32Array): number[] => Array.from(countCodes(targets, target.classes.length, rows), inAll);
  return { train: count(parts.train), validation: count(parts.validation), test: count(parts.test) };
}

/** Two features and the classes, or one feature and the target's numbers; evenly taken when there are many rows. */
function pointsOf(dataset: Dataset, features: readonly Column[], targetName: string): DataSummary["points"] {
  const numbers = features.filter((column) => column.type === "number");
  const target = dataset.columns.find(({ name }) => name === targetName);
  const x = numbers[0];
  const y = target?.type === "number" && numbers.length === 1 ? target : numbers[1];
  if (x === undefined || y === undefined || target === undefined) return undefined;
  const known = Array.from({ length: dataset.rows }, (_, row) => row).filter(
    (row) =>
      Number.isFinite(x.values[row]!) &&
      Number.isFinite(y.values[row]!) &&
      (target.type !== "category" || target.codes[row]! >= 0),
  );
  const stride = Math.max(1, known.length / MOST_POINTS);
  const rows = Array.from({ length: Math.min(known.length, MOST_POINTS) }, (_, at) => known[Math.floor(at * stride)]!);
  return {
    x: rows.map((row) => x.values[row]!),
    y: rows.map((row) => y.values[row]!),
    ...(target.type === "category" ? { group: rows.map((row) => target.codes[row]!) } : {}),
  };
}
