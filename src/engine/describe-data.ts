/** What a data set holds, for people to look at: columns with their distributions, first rows, a scatter of points. */
import type { CategoryColumn, Column, Dataset, NumberColumn } from "../catalog/datasets/dataset.ts";
import { sizeOf } from "../catalog/layers/layer.ts";
import type { ColumnSummary, DataSummary } from "../project/records.ts";
import { prepareData } from "./prepare-data.ts";
import { unseenPictures } from "./unseen-pictures.ts";
import type { ResolvedData } from "./resolve-data.ts";

const BINS = 20;
const MOST_CATEGORIES = 50;
const SAMPLE_ROWS = 20;
const MOST_POINTS = 1000;

/** Throws the `StudioError`s of `prepareData` for a project whose columns do not fit the data. */
export async function describeData(dataset: Dataset, data: ResolvedData): Promise<DataSummary> {
  const prepared = await prepareData(dataset, data);
  const { parts } = prepared;
  const points = pointsOf(dataset, prepared.features, prepared.target.name);
  return {
    id: data.id,
    rows: dataset.rows,
    columns: dataset.columns.map(summaryOf),
    target: prepared.target,
    inputs: prepared.inputs,
    sample: Array.from({ length: Math.min(SAMPLE_ROWS, dataset.rows) }, (_, row) =>
      dataset.columns.map((column) => cellOf(column, row)),
    ),
    ...(points === undefined ? {} : { points }),
    exampleShape: prepared.examples.shape,
    parts: { train: parts.train.length, validation: parts.validation.length, test: parts.test.length },
    unseen: unseenPictures(prepared),
  };
}

function summaryOf(column: Column): ColumnSummary {
  switch (column.type) {
    case "number":
      return summaryOfNumbers(column);
    case "category":
      return summaryOfCategories(column);
    case "text": {
      const present = column.values.filter((value) => value !== null);
      const missing = column.values.length - present.length;
      return { name: column.name, type: column.type, missing, distinct: new Set(present).size, histogram: [] };
    }
    case "time":
      return { ...summaryOfNumbers({ ...column, type: "number" }), type: "time" };
    case "image": {
      const rows = column.pixels.length / sizeOf(column.shape);
      return { name: column.name, type: column.type, missing: 0, distinct: rows, histogram: [] };
    }
  }
}

function summaryOfNumbers({ name, values }: NumberColumn): ColumnSummary {
  const present = values.filter(Number.isFinite);
  const missing = values.length - present.length;
  const distinct = new Set(present).size;
  if (present.length === 0) return { name, type: "number", missing, distinct, histogram: [] };
  let minimum = Infinity;
  let maximum = -Infinity;
  let sum = 0;
  for (const value of present) {
    minimum = Math.min(minimum, value);
    maximum = Math.max(maximum, value);
    sum += value;
  }
  const bins = maximum > minimum ? BINS : 1;
  const width = (maximum - minimum) / bins;
  const counts = new Int32Array(bins);
  for (const value of present) counts[width === 0 ? 0 : Math.min(bins - 1, Math.floor((value - minimum) / width))]!++;
  return {
    name,
    type: "number",
    missing,
    distinct,
    range: { minimum, maximum, mean: sum / present.length },
    histogram: Array.from(counts, (count, bin) => ({
      label: bins === 1 ? short(minimum) : `${short(minimum + bin * width)} – ${short(minimum + (bin + 1) * width)}`,
      count,
    })),
  };
}

function summaryOfCategories({ name, codes, categories }: CategoryColumn): ColumnSummary {
  const counts = new Int32Array(categories.length);
  let missing = 0;
  for (const code of codes) {
    if (code < 0) missing++;
    else counts[code]!++;
  }
  const histogram = categories
    .map((label, code) => ({ label, count: counts[code]! }))
    .toSorted((first, second) => second.count - first.count)
    .slice(0, MOST_CATEGORIES);
  return { name, type: "category", missing, distinct: counts.filter((count) => count > 0).length, histogram };
}

function cellOf(column: Column, row: number): number | string | null | Uint8Array {
  switch (column.type) {
    case "time": {
      const value = column.values[row]!;
      return Number.isFinite(value) ? new Date(value).toISOString() : null;
    }
    case "number": {
      const value = column.values[row]!;
      return Number.isFinite(value) ? value : null;
    }
    case "text":
      return column.values[row] ?? null;
    case "category":
      return column.categories[column.codes[row]!] ?? null;
    case "image": {
      const size = sizeOf(column.shape);
      return column.pixels.slice(row * size, (row + 1) * size);
    }
  }
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

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
