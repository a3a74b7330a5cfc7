/** Statistics of a table as pandas, SciPy and scikit-learn give them; what they lead us to say about a column. */
import { describe, expect, test } from "vitest";
import type { CategoryColumn, Column, Dataset, NumberColumn } from "../../../../src/catalog/datasets/dataset.ts";
import { describeDataset } from "../../../../src/engine/statistics/describe-dataset.ts";
import { readRows } from "../../../../src/engine/statistics/read-rows.ts";
import type { ColumnStatistics } from "../../../../src/project/data-summary.ts";
import golden from "../../../fixtures/golden/statistics.json" with { type: "json" };
import { smallPictures } from "../../../support/made-dataset.ts";

const numbersOf = (name: string, cells: readonly (number | null)[]): NumberColumn => ({
  type: "number",
  name,
  values: Float64Array.from(cells, (cell) => cell ?? NaN),
});

function classesOf(name: string, cells: readonly (string | null)[]): CategoryColumn {
  const categories = [...new Set(cells.filter((cell) => cell !== null))];
  const codes = Int32Array.from(cells, (cell) => (cell === null ? -1 : categories.indexOf(cell)));
  return { type: "category", name, categories, codes };
}

const { table } = golden;
const dataset = tableOf(
  numbersOf("size", table.size),
  numbersOf("count", table.count),
  classesOf("kind", table.kind),
  classesOf("colour", table.colour),
  numbersOf("price", table.price),
);

function tableOf(...columns: readonly Column[]): Dataset {
  const [first] = columns;
  const rows = first?.type === "number" ? first.values.length : first?.type === "category" ? first.codes.length : 0;
  return { rows, columns };
}

const described = (of: Dataset, target: string) =>
  describeDataset(of, { id: "made", target, group: undefined, time: undefined, ignored: [] });

async function columnOf(name: string, target: string, of: Dataset = dataset): Promise<ColumnStatistics> {
  const { columns } = await described(of, target);
  return columns.find((column) => column.name === name)!;
}

describe("against pandas, SciPy and scikit-learn", () => {
  test.each(["size", "count", "price"] as const)("the numbers of %s", async (name) => {
    const column = await columnOf(name, "price");
    if (column.type !== "number" || column.spread === undefined) throw new Error("no numbers");
    const { missing, distinct, histogram, fences, ...spread } = golden.numbers[name];
    expect(column).toMatchObject({ missing, distinct });
    for (const [figure, value] of Object.entries(spread)) {
      expect(column.spread[figure as keyof typeof spread], figure).toBeCloseTo(value, 9);
    }
    expect(column.spread.fences[0]).toBeCloseTo(fences[0]!, 9);
    expect(column.spread.fences[1]).toBeCloseTo(fences[1]!, 9);
    // Few whole numbers have a bar each instead.
    const bars = column.bins?.counts ?? [];
    expect(name === "count" ? bars.length : bars).toEqual(
      name === "count" ? spread.maximum - spread.minimum + 1 : histogram,
    );
  });

  test.each(["kind", "colour"] as const)("the classes of %s", async (name) => {
    const column = await columnOf(name, "price");
    if (column.type !== "category") throw new Error("no classes");
    const { missing, distinct, counts } = golden.categories[name];
    expect(column).toMatchObject({ missing, distinct });
    expect(Object.fromEntries(column.top.map(({ label, count }) => [label, count]))).toEqual(counts);
    expect(column.top.map(({ count }) => count)).toEqual(Object.values(counts).toSorted((a, b) => b - a));
  });

  test("how closely each column goes with the target", async () => {
    const between = async (name: string, target: string) => {
      const { association } = await columnOf(name, target);
      return [association?.measure, association?.value.toFixed(9)];
    };
    const { pearson, correlationRatio, cramersV } = golden;
    expect(await between("size", "price")).toEqual(["pearson", pearson.size.toFixed(9)]);
    expect(await between("count", "price")).toEqual(["pearson", pearson.count.toFixed(9)]);
    expect(await between("kind", "price")).toEqual(["correlation-ratio", correlationRatio.kind.toFixed(9)]);
    expect(await between("price", "kind")).toEqual(["correlation-ratio", correlationRatio.kind.toFixed(9)]);
    expect(await between("colour", "price")).toEqual(["correlation-ratio", correlationRatio.colour.toFixed(9)]);
    expect(await between("colour", "kind")).toEqual(["cramers-v", cramersV.colour.toFixed(9)]);
    expect((await columnOf("price", "price")).association).toBeUndefined();
  });

  test("rows that repeat others, and rows in the order of a column", async () => {
    const summary = await described(dataset, "price");
    expect(summary).toMatchObject({ rows: 80, roles: { target: "price" }, duplicateRows: golden.duplicates });
    for (const column of ["size", "colour"] as const) {
      const places = (isDescending: boolean) => readRows(dataset, 0, 80, { column, isDescending }).places;
      expect(places(false)).toEqual(golden.ascending[column]);
      expect(places(true)).toEqual(golden.descending[column]);
    }
  });
});

describe("what is flagged", () => {
  const flags = async (name: string, target: string, ...columns: Column[]) =>
    (await columnOf(name, target, tableOf(...columns))).flags;
  const many = Array.from({ length: 60 }, (_, row) => row);
  const answer = classesOf(
    "answer",
    many.map((row) => (row % 2 === 0 ? "yes" : "no")),
  );

  test("a column without a difference, and a column without a value", async () => {
    expect(
      await flags(
        "x",
        "answer",
        numbersOf(
          "x",
          many.map(() => 4),
        ),
        answer,
      ),
    ).toEqual(["constant"]);
    expect(
      await flags(
        "x",
        "answer",
        numbersOf(
          "x",
          many.map(() => null),
        ),
        answer,
      ),
    ).toEqual(["constant", "mostly-missing"]);
  });

  test("a running number and a name, but no measurement", async () => {
    expect(
      await flags(
        "x",
        "answer",
        numbersOf(
          "x",
          many.map((row) => row + 1000),
        ),
        answer,
      ),
    ).toEqual(["identifier"]);
    expect(
      await flags(
        "x",
        "answer",
        classesOf(
          "x",
          many.map((row) => `n${row}`),
        ),
        answer,
      ),
    ).toEqual(["identifier"]);
    expect(
      await flags(
        "x",
        "answer",
        numbersOf(
          "x",
          many.map((row) => Math.sin(row)),
        ),
        answer,
      ),
    ).toEqual([]);
  });

  test("the answer in other words, of classes and of numbers", async () => {
    const copy = classesOf(
      "copy",
      many.map((row) => (row % 2 === 0 ? "1" : "0")),
    );
    expect(await flags("copy", "answer", copy, answer)).toEqual(["leak"]);
    const price = numbersOf(
      "price",
      many.map((row) => Math.sin(row)),
    );
    const dollars = numbersOf(
      "dollars",
      many.map((row) => 1.1 * Math.sin(row) + 0.001 * Math.cos(7 * row)),
    );
    expect(await flags("dollars", "price", dollars, price)).toEqual(["leak"]);
    expect(await flags("price", "price", dollars, price)).toEqual([]);
  });

  test("gaps, and values far out, but not where most values are the same", async () => {
    const odd = numbersOf(
      "x",
      many.map((row) => (row === 7 ? null : row === 9 ? 90 : Math.sin(row))),
    );
    expect(await flags("x", "answer", odd, answer)).toEqual(["has-missing", "outliers"]);
    const zeros = numbersOf(
      "x",
      many.map((row) => (row % 10 === 0 ? row / 7 : 0)),
    );
    expect(await flags("x", "answer", zeros, answer)).toEqual([]);
  });
});

test("pictures are sampled by class, and counted alike", async () => {
  const pictures = smallPictures();
  const [images] = pictures.columns;
  const labelled = { ...pictures, columns: [images!, classesOf("label", ["a", "b", "a", null])] };
  const { pictures: sample, duplicateRows } = await described(labelled, "label");
  expect(sample?.groups.map(({ label, rows, pictures: shown }) => [label, rows, shown.length])).toEqual([
    ["a", 2, 2],
    ["b", 1, 1],
  ]);
  expect(Array.from(sample!.groups[0]!.pictures[1]!)).toEqual([8, 9, 10, 11].map((at) => 17 * at));
  expect(duplicateRows).toBe(0);
  const unlabelled = await described(pictures, "brightness");
  expect(unlabelled.pictures?.groups).toMatchObject([{ label: null, rows: 4 }]);
});

test("texts are told by their words, times by their range, and a series is in the order of time", async () => {
  const hour = 3_600_000;
  const messages: Dataset = {
    rows: 4,
    columns: [
      { type: "time", name: "when", values: Float64Array.of(3 * hour, hour, NaN, 2 * hour) },
      { type: "text", name: "what", values: ["The cat sat", "the dog's", null, "你好 the"] },
      numbersOf("level", [30, 10, 5, null]),
    ],
  };
  const { columns, series } = await described(messages, "level");
  expect(columns[0]).toMatchObject({ missing: 1, distinct: 3, bins: { minimum: hour, maximum: 3 * hour } });
  expect(columns[1]).toMatchObject({ missing: 1, distinct: 3, vocabulary: 6, length: { minimum: 2, median: 3 } });
  expect(columns[1]).toMatchObject({
    top: expect.arrayContaining([
      { label: "the", count: 3 },
      { label: "dog's", count: 1 },
    ]) as unknown,
  });
  expect(series).toEqual({
    time: "when",
    times: [hour, 2 * hour, 3 * hour],
    lines: [{ name: "level", values: [10, null, 30] }],
  });
  expect(readRows(messages, 0, 4, { column: "what", isDescending: false }).places).toEqual([0, 1, 3, 2]);
});

test("pages end where the rows do, and a gap is an empty cell", () => {
  expect(readRows(dataset, 78, 100, null).places).toEqual([78, 79]);
  expect(readRows(dataset, 3, 1, null).cells).toEqual([[null, ...cellsOf(3)]]);
});

function cellsOf(row: number): readonly (number | string | null)[] {
  return [table.count[row]!, table.kind[row]!, table.colour[row] ?? null, table.price[row]!];
}
