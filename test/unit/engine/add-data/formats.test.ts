/** Files written by other people's programs (see `make-tables.py`), one table in every format. */
import { readFile } from "node:fs/promises";
import { afterEach, describe, expect, test, vi } from "vitest";
import { addFiles, valuesOf } from "../../../support/add-files.ts";
import { fixtureBytes } from "../../../support/fixture-bytes.ts";
import { refusal } from "../../../support/refusal.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

interface Expected {
  readonly numbers: readonly (number | null)[];
  readonly words: readonly (string | null)[];
  readonly flags: readonly (string | null)[];
  readonly times: readonly (string | null)[];
  readonly counts: readonly number[];
}

describe("the same table", () => {
  test.each([
    "table.csv",
    "table-semicolon.csv",
    "table-utf16.tsv",
    "table-gbk.csv",
    "table.csv.gz",
    "table.zip",
    "table.json",
    "table-columns.json",
    "table-split.json",
    "table-lists.json",
    "table.jsonl",
    "table.parquet",
    "table-gzip.parquet",
    "table-zstd.parquet",
    "table.xlsx",
  ])("reads from %s as its writer wrote it", async (name) => {
    const expected = JSON.parse(
      await readFile(new URL("../../../fixtures/data/table-values.json", import.meta.url), "utf8"),
    ) as Expected;
    const added = await addFiles({ [name]: fixtureBytes(name) });
    expect(added.warnings).toEqual([]);
    expect(added.record.columns.map((column) => [column.name, column.type])).toEqual([
      ["数", "number"],
      ["words", "category"],
      ["flags", "category"],
      ["times", "time"],
      ["counts", "number"],
    ]);
    expect(valuesOf(added, "数")).toEqual(expected.numbers);
    expect(valuesOf(added, "words")).toEqual(expected.words);
    const flags = valuesOf(added, "flags").map((flag) => (typeof flag === "string" ? flag.toLowerCase() : flag));
    expect(flags).toEqual(expected.flags);
    expect(valuesOf(added, "times")).toEqual(expected.times);
    expect(valuesOf(added, "counts")).toEqual(expected.counts);
  });
});

describe("NumPy", () => {
  test.each([
    ["f8", "float64.npy", [1.5, -2, 3e10, 4]],
    ["f2", "float16.npy", [1.5, -2, 65504, 0.00006103515625]],
    ["big-endian i4", "int32-big.npy", [1, -2, 3, 2147483647]],
    ["i8", "int64.npy", [1, -2, 3, 9007199254740991]],
    ["bool", "bool.npy", [1, 0, 1, 1]],
  ])("a list of %s", async (_type, name, values) => {
    expect(valuesOf(await addFiles({ [name]: fixtureBytes(name) }), name.replace(".npy", ""))).toEqual(values);
  });

  test("texts are words", async () => {
    expect(valuesOf(await addFiles({ "names.npy": fixtureBytes("texts.npy") }), "names")).toEqual(["ab", "苹果", "😀"]);
  });

  test("a matrix in Fortran's order is read by rows", async () => {
    const added = await addFiles({ "fortran.npy": fixtureBytes("fortran.npy") });
    expect(added.record.columns.map(({ name }) => name)).toEqual(["column 1", "column 2", "column 3"]);
    expect(valuesOf(added, "column 1")).toEqual([0, 3]);
    expect(valuesOf(added, "column 3")).toEqual([2, 5]);
  });

  test("pictures and labels of train and test become one data set with its own test rows", async () => {
    const added = await addFiles({ "mnist.npz": fixtureBytes("pictures.npz") });
    expect(added.record).toMatchObject({ kind: "images", rows: 14, testFrom: 10 });
    expect(added.record.columns).toMatchObject([
      { name: "x", type: "image", shape: [4, 3, 1], role: "feature" },
      { name: "y", type: "category", role: "target" },
    ]);
    expect(valuesOf(added, "x").slice(0, 12)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(valuesOf(added, "x").at(-1)).toBe((14 * 12 - 1) % 256);
    expect(valuesOf(added, "y")).toEqual("01010101010101".split(""));
  });

  test("pictures of fractions, channels first, become bytes and say so", async () => {
    const added = await addFiles({ "float.npy": fixtureBytes("fractions.npy") });
    expect(added.record.columns).toMatchObject([{ type: "image", shape: [2, 2, 3] }]);
    // One picture: red 0, green 0.5, blue 1 everywhere.
    expect(valuesOf(added, "float").slice(0, 6)).toEqual([0, 128, 255, 0, 128, 255]);
    expect(added.warnings.join()).toContain("0 – 1");
  });

  test("a pickle is never read", async () => {
    const problem = await refusal(addFiles({ "objects.npy": fixtureBytes("objects.npy") }));
    expect(problem.code).toBe("numpy-pickle");
  });
});

test("IDX files of pictures and labels, packed and not, go together", async () => {
  const header = (type: number, ...shape: number[]): number[] => [
    0,
    0,
    type,
    shape.length,
    ...shape.flatMap((n) => [0, 0, n >> 8, n & 255]),
  ];
  const train = Uint8Array.from([...header(8, 3, 2, 2), ...Array(12).keys()]);
  const labels = Uint8Array.from([...header(8, 3), 7, 0, 2]);
  const added = await addFiles({
    "train-images-idx3-ubyte": train,
    "train-labels-idx1-ubyte": labels,
    "t10k-images-idx3-ubyte.gz": fixtureBytes("t10k-images-idx3-ubyte.gz"),
    "t10k-labels-idx1-ubyte": Uint8Array.from([...header(8, 1), 5]),
  });
  expect(added.record).toMatchObject({ kind: "images", rows: 4, testFrom: 3 });
  expect(valuesOf(added, "image")).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 200, 201, 202, 203]);
  expect(valuesOf(added, "label")).toEqual([7, 0, 2, 5]);
});

describe("a text", () => {
  test("is one a line, one a paragraph, or one", async () => {
    const lines = await addFiles({ "names.txt": "Ada\nBob\n\nCy\n" });
    expect(lines.record).toMatchObject({ kind: "text", columns: [{ name: "text", type: "text" }] });
    expect(valuesOf(lines, "text")).toEqual(["Ada", "Bob", "Cy"]);
    const book = "It was\na night.\n\nDark\nand stormy.\n\nThe end\ncame.\n\nAnd\nwent.\n";
    const paragraphs = await addFiles({ "book.txt": book });
    expect(paragraphs.record.reading.options).toMatchObject({ unit: "paragraphs" });
    expect(valuesOf(paragraphs, "text")).toEqual(["It was a night.", "Dark and stormy.", "The end came.", "And went."]);
    expect(valuesOf(await addFiles({ "book.txt": book }, { unit: "whole" }), "text")).toEqual([book.trim()]);
  });
});

test("a series has times that rise", async () => {
  const rows = Array.from({ length: 30 }, (_, day) => `2020-01-${String(day + 1).padStart(2, "0")},${Math.sin(day)}`);
  const added = await addFiles({ "series.csv": `date,price\n${rows.join("\n")}\n` });
  expect(added.record).toMatchObject({
    kind: "series",
    columns: [{ type: "time" }, { type: "number", role: "target" }],
  });
});

test("Parquet's other kinds of columns", async () => {
  const added = await addFiles({ "kinds.parquet": fixtureBytes("kinds.parquet") });
  expect(added.record.columns.map(({ name, type, missing }) => [name, type, missing])).toEqual([
    ["decimal", "number", 1],
    ["day", "time", 1],
    ["moment", "time", 1],
    ["big", "number", 1],
    ["unsigned", "number", 1],
    ["half", "number", 1],
    ["flag", "category", 1],
    ["word", "category", 1],
    ["list", "category", 1],
    ["struct", "category", 1],
    ["bytes", "category", 1],
    ["nothing", "number", 3],
  ]);
  expect(valuesOf(added, "decimal")).toEqual([1.25, null, -3.5]);
  expect(valuesOf(added, "day")).toEqual(["2020-02-29T00:00:00.000Z", null, "1969-12-31T00:00:00.000Z"]);
  expect(valuesOf(added, "moment")).toEqual(["2020-09-13T12:26:40.123Z", null, "1970-01-01T00:00:00.000Z"]);
  expect(valuesOf(added, "big")).toEqual([2 ** 53 - 1, null, -5]);
  expect(valuesOf(added, "unsigned")).toEqual([2 ** 32 - 1, 0, null]);
  expect(valuesOf(added, "half")).toEqual([1.5, null, -2]);
  expect(valuesOf(added, "flag")).toEqual(["true", null, "false"]);
  expect(valuesOf(added, "word")).toEqual(["梨", null, "pear"]);
  expect(valuesOf(added, "list")).toEqual(["[1,2]", null, "[]"]);
  expect(valuesOf(added, "struct")).toEqual(['{"a":1,"b":"x"}', null, '{"a":null,"b":"y"}']);
  expect(added.warnings).toEqual(['The column "nothing" has no value in any row.']);
});

test("texts longer than a chunk are stored in several, and read back whole", async () => {
  const texts = Array.from({ length: 20 }, (_, row) => `${row} ${"long ".repeat(200_000)}`.trim());
  const added = await addFiles({ "long.jsonl": texts.map((text) => JSON.stringify({ text })).join("\n") });
  expect(valuesOf(added, "text")).toEqual(texts);
  expect(added.record.bytes).toBeGreaterThan(2 * 20 * 1_000_000);
});
