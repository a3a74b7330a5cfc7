/** A stored model measured on a data set that it was not trained on. */
import { beforeAll, expect, test } from "vitest";
import type { CategoryColumn, Column, Dataset } from "../../../src/catalog/datasets/dataset.ts";
import { prepareData } from "../../../src/engine/data/prepare-data.ts";
import { openData } from "../../../src/engine/data/resolve-data.ts";
import { evaluateElsewhere, evaluateModel } from "../../../src/engine/evaluation/evaluate-model.ts";
import type { EvaluatedPart } from "../../../src/project/model-evaluation.ts";
import type { RunOutcome } from "../../../src/project/records.ts";
import { type Device, startBackend } from "../../../src/tensor/backends.ts";
import { dataAccess } from "../../support/data-access.ts";
import { refusal } from "../../support/refusal.ts";
import { runProject } from "../../support/run-project.ts";

let device: Device;
let iris: RunOutcome;
let table: Dataset;
beforeAll(async () => {
  device = await startBackend("cpu");
  ({ outcome: iris } = await runProject({
    data: { id: "iris", split: { train: 0.5, validation: 0.2, test: 0.3, by: "row" } },
    model: { architecture: "mlp", config: { units: [8] } },
    training: { optimizer: { id: "adam", learningRate: 0.02 }, epochs: 4, batchSize: 16 },
  }));
  table = await dataOf(iris);
});

const watched = { tell: () => undefined, signal: new AbortController().signal };

async function dataOf({ model }: RunOutcome): Promise<Dataset> {
  return (await openData(model!.record.project.data, dataAccess())).dataset;
}

async function onPart({ model }: RunOutcome, part: EvaluatedPart) {
  const { record, checkpoint } = model!;
  const opened = await openData(record.project.data, dataAccess());
  return (await evaluateModel(device, record, checkpoint, opened, { ...watched, access: dataAccess(), part }))!;
}

async function onOther({ model }: RunOutcome, dataset: Dataset) {
  return (await evaluateElsewhere(device, model!.record, model!.checkpoint, dataset, watched))!;
}

/** Some rows of a table. */
function rowsOf({ columns }: Dataset, rows: readonly number[]): Dataset {
  const taken = columns.map((column): Column => {
    if (column.type === "category") return { ...column, codes: Int32Array.from(rows, (row) => column.codes[row]!) };
    if (column.type !== "number") throw new Error("Numbers and classes only");
    return { ...column, values: Float64Array.from(rows, (row) => column.values[row]!) };
  });
  return { rows: rows.length, columns: taken };
}

function withColumn(dataset: Dataset, name: string, change: (column: Column) => Column | null): Dataset {
  const columns = dataset.columns.flatMap((column) => (column.name === name ? (change(column) ?? []) : column));
  return { ...dataset, columns };
}

const classes = (change: (column: CategoryColumn) => Column) => (column: Column) => {
  if (column.type !== "category") throw new Error("Not a column of classes");
  return change(column);
};

/** Places of the rows in the model's own test part. */
async function testRows({ model }: RunOutcome): Promise<readonly number[]> {
  const { dataset, resolved } = await openData(model!.record.project.data, dataAccess());
  return [...(await prepareData(dataset, resolved)).parts.test];
}

test("the rows of its own test part as a file of their own score the same, whatever the order of the columns and of the classes", async () => {
  const own = await onPart(iris, "test");
  if (own.detail?.task !== "classification") throw new Error("Irises have classes");
  const rows = (await testRows(iris)).toReversed();
  const turned = withColumn(
    rowsOf(table, rows),
    "species",
    classes(({ codes, categories, ...column }) => ({
      ...column,
      categories: categories.toReversed(),
      codes: codes.map((code) => categories.length - 1 - code),
    })),
  );
  const other = await onOther(iris, { ...turned, columns: turned.columns.toReversed() });
  expect(other).toMatchObject({ part: "all", rows: 45, partRows: 45, leftOut: 0 });
  expect(other.loss).toBeCloseTo(own.loss, 5);
  expect(other.metrics["accuracy"]).toBe(own.metrics["accuracy"]);
  expect(other.detail).toMatchObject({ classes: own.detail.classes, confusion: own.detail.confusion });
  // Rows go by their place in the file that was given.
  if (other.detail?.task !== "classification") throw new Error("Irises have classes");
  const places = other.detail.cells.flatMap((cell) => cell.rows.map(({ row, truth }) => [row, truth] as const));
  expect(places.every(([row, truth]) => Math.floor(rows[row]! / 50) === truth)).toBe(true);
});

test("rows without an answer, or of a class that is strange to it, are left out and counted", async () => {
  const strange = withColumn(
    table,
    "species",
    classes(({ categories, codes, ...column }) => ({
      ...column,
      categories: [...categories, "pallida"],
      codes: codes.map((code, row) => (row < 10 ? -1 : row < 15 ? 3 : code)),
    })),
  );
  expect(await onOther(iris, strange)).toMatchObject({ rows: 135, partRows: 135, leftOut: 15 });
});

test("classes may be written as texts or digits", async () => {
  const texts = withColumn(
    table,
    "species",
    classes(({ name, codes, categories }) => ({
      type: "text",
      name,
      values: Array.from(codes, (code) => categories[code]!),
    })),
  );
  expect((await onOther(iris, texts)).loss).toBe((await onOther(iris, table)).loss);
});

test("windows are laid over the other series, oldest first", async () => {
  const { outcome } = await runProject({
    data: {
      id: "sine",
      config: { rows: 120 },
      split: { train: 0.6, validation: 0.2, test: 0.2, by: "time" },
      preprocess: [{ step: "windows", length: 8, horizon: 1 }],
      time: "x",
      target: "y",
    },
    model: { architecture: "linear" },
    training: { epochs: 2, batchSize: 16, optimizer: { id: "adam" } },
  });
  const dataset = await dataOf(outcome);
  const parts = await Promise.all((["train", "validation", "test"] as const).map((part) => onPart(outcome, part)));
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const loss = parts.reduce((sum, part) => sum + (part.rows * part.loss) / rows, 0);
  const upset = Array.from({ length: 120 }, (_, row) => (row * 7) % 120);
  const other = await onOther(outcome, rowsOf(dataset, upset));
  expect(other.rows).toBe(rows);
  expect(other.loss).toBeCloseTo(loss, 5);
});

test("a data set that does not fit is refused with what does not", async () => {
  const said = async (dataset: Dataset) => (await refusal(onOther(iris, dataset))).text.en;
  expect(await said(withColumn(table, "petal width", () => null))).toBe(
    "The model reads a column “petal width”, which this data set does not have.",
  );
  expect(await said(withColumn(table, "species", () => null))).toContain("no column “species”");
  expect(await said(withColumn(table, "petal width", ({ name }) => ({ ...table.columns.at(-1)!, name })))).toBe(
    "“petal width” holds classes in this data set, where the model knows numbers.",
  );
  const others = classes((column) => ({ ...column, categories: ["Adelie", "Gentoo", "Chinstrap"] }));
  expect(await said(withColumn(table, "species", others))).toBe(
    "The model knows none of this data set's classes. It tells apart: setosa, versicolor, virginica; here they are: Adelie, Gentoo, Chinstrap.",
  );
});
