import { expect, test } from "vitest";
import { type DatasetDefinition, rowsOf } from "../../../src/catalog/datasets/dataset.ts";
import { datasets, loadColumns } from "../../../src/catalog/datasets/index.ts";
import { readCsv } from "../../../src/catalog/datasets/csv.ts";
import { readIdx } from "../../../src/catalog/datasets/idx.ts";
import { dataAccess } from "../../support/data-access.ts";

// Each loader takes its own config, parsed by its own schema; the union hides that.
const entries = datasets as unknown as readonly DatasetDefinition[];

test.each(entries)("$id has the rows, the target and the columns that it states", async (definition) => {
  const load = await definition.load();
  const dataset = await load(definition.config.parse({}), dataAccess());
  expect(dataset.rows).toBe(definition.rows);
  for (const column of dataset.columns) expect(rowsOf(column)).toBe(dataset.rows);
  const target = dataset.columns.find(({ name }) => name === definition.target);
  expect(target).toBeDefined();
  expect(new Set(dataset.columns.map(({ name }) => name)).size).toBe(dataset.columns.length);
  expect(dataset.columns.some(({ type }) => type === "image")).toBe(definition.kind === "images");
  if (target?.type !== "category") return;
  // Every class is there.
  expect(new Set(target.codes.filter((code) => code >= 0)).size).toBe(target.categories.length);
});

test.each(datasets)("$id is known by its columns before it is read", async ({ id }) => {
  const definition = entries.find((entry) => entry.id === id)!;
  const dataset = await (await definition.load())(definition.config.parse({}), dataAccess());
  const known = dataset.columns.map((column) => ({
    name: column.name,
    type: column.type,
    ...(column.type === "image" ? { shape: column.shape } : {}),
    ...(column.type === "category" && definition.kind === "images" ? { categories: column.categories } : {}),
  }));
  expect((await loadColumns())[id]).toEqual(known);
});

test.each(entries.filter(({ config }) => "rows" in config.shape))(
  "$id makes as many points as asked",
  async (definition) => {
    const load = await definition.load();
    const at = (rows: number) => load(definition.config.parse({ rows }), dataAccess());
    expect((await at(37)).rows).toBe(37);
    expect(await at(37)).toEqual(await at(37));
  },
);

test("MNIST keeps its own writers for the test, and its digits where they are", async () => {
  const mnist = entries.find(({ id }) => id === "mnist")!;
  const dataset = await (await mnist.load())({}, dataAccess());
  const [image, label] = dataset.columns;
  expect(dataset.testFrom).toBe(60_000);
  if (image?.type !== "image" || label?.type !== "category") throw new Error("wrong columns");
  expect(image.shape).toEqual([28, 28, 1]);
  // The first labels of the training and of the test file (http://yann.lecun.com/exdb/mnist).
  expect([...label.codes.subarray(0, 5)]).toEqual([5, 0, 4, 1, 9]);
  expect([...label.codes.subarray(60_000, 60_005)]).toEqual([7, 2, 1, 0, 4]);
});

test("penguins have the gaps of the real table", async () => {
  const penguins = entries.find(({ id }) => id === "penguins")!;
  const dataset = await (await penguins.load())({}, dataAccess());
  const gaps = dataset.columns.map((column) =>
    column.type === "number"
      ? column.values.filter(Number.isNaN).length
      : column.type === "category"
        ? column.codes.filter((code) => code < 0).length
        : 0,
  );
  expect(gaps.some((count) => count > 0)).toBe(true);
});

test("CSV: quoted fields, gaps in every spelling, numbers and words", () => {
  const text = 'size,"the, name",mixed\n1,"a ""b""",1\n?,NA,x\n-2.5e1, c ,\n';
  const { rows, columns } = readCsv(new TextEncoder().encode(text));
  expect(rows).toBe(3);
  expect(columns[0]).toEqual({ type: "number", name: "size", values: Float64Array.of(1, NaN, -25) });
  expect(columns[1]).toEqual({
    type: "category",
    name: "the, name",
    categories: ['a "b"', "c"],
    codes: Int32Array.of(0, -1, 1),
  });
  expect(columns[2]).toEqual({
    type: "category",
    name: "mixed",
    categories: ["1", "x"],
    codes: Int32Array.of(0, 1, -1),
  });
});

test.each([
  ["too short", Uint8Array.of(0, 0, 8)],
  ["of another type", Uint8Array.of(0, 0, 13, 1, 0, 0, 0, 1, 5)],
  ["without dimensions", Uint8Array.of(0, 0, 8, 0)],
  ["that promises more than it has", Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 9, 1, 2)],
  ["that has more than it promises", Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 1, 2)],
  ["with a huge shape", Uint8Array.of(0, 0, 8, 2, 255, 255, 255, 255, 255, 255, 255, 255, 1)],
])("an IDX file %s is refused by name", (_, bytes) => {
  expect(() => readIdx(bytes, "digits")).toThrow(/The file digits/);
});
