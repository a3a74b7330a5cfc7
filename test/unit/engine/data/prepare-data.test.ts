import { describe, expect, test } from "vitest";
import type { CategoryColumn, Dataset, NumberColumn } from "../../../../src/catalog/datasets/dataset.ts";
import {
  type PreprocessorInput,
  type PreprocessorSelection,
  preprocessorSelection,
  suggestedPreprocess,
} from "../../../../src/catalog/preprocessors/index.ts";
import { type PreparedData, prepareData } from "../../../../src/engine/data/prepare-data.ts";
import { fitSteps } from "../../../../src/engine/data/preprocess-columns.ts";
import type { ResolvedData } from "../../../../src/engine/data/resolve-data.ts";
import { splitSchema } from "../../../../src/project/project.ts";
import { refusal } from "../../../support/refusal.ts";
import { smallPictures, smallTable } from "../../../support/made-dataset.ts";

const preprocess = (...steps: readonly PreprocessorInput[]): PreprocessorSelection[] =>
  steps.map((step) => preprocessorSelection.parse(step));

const resolved = (changes: Partial<ResolvedData> = {}): ResolvedData => ({
  id: "made",
  config: {},
  target: "kind",
  features: undefined,
  ignored: [],
  split: splitSchema.parse({}),
  preprocess: suggestedPreprocess,
  group: undefined,
  time: undefined,
  standardizeTarget: false,
  targetBins: undefined,
  balance: undefined,
  seed: 7,
  ...changes,
});

function example(prepared: PreparedData, row: number): number[] {
  const size = prepared.examples.shape.reduce((product, extent) => product * extent, 1);
  const out = new Float32Array(size);
  prepared.examples.write(row, out, 0);
  return [...out];
}

describe("a table", () => {
  test("is filled, scaled and encoded with what the training rows alone show", async () => {
    const prepared = await prepareData(smallTable(), resolved());
    expect(prepared.droppedRows).toBe(1);
    const { train, validation, test: last } = prepared.parts;
    expect([train.length, validation.length, last.length]).toEqual([7, 1, 1]);
    expect([...train, ...validation, ...last].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(prepared.examples.shape).toEqual([3]);
    const known = smallTable().columns[0] as NumberColumn; // The first column is numeric.
    const seen = [...train].map((row) => known.values[row]!).filter((value) => !Number.isNaN(value));
    const sorted = seen.toSorted((a, b) => a - b);
    const median =
      sorted.length % 2 === 1
        ? sorted[sorted.length >> 1]!
        : (sorted[sorted.length / 2 - 1]! + sorted[sorted.length / 2]!) / 2;
    const filled = [...train].map((row) => (Number.isNaN(known.values[row]!) ? median : known.values[row]!));
    const mean = filled.reduce((sum, value) => sum + value, 0) / filled.length;
    const deviation = Math.sqrt(filled.reduce((sum, value) => sum + (value - mean) ** 2, 0) / filled.length);
    const [size, blue, red] = example(prepared, 5);
    expect(size).toBeCloseTo((6 - mean) / deviation, 5);
    expect([blue, red]).toEqual([0, 1]);
    expect(prepared.inputs[0]).toMatchObject({ type: "number", minimum: sorted[0], maximum: sorted.at(-1) });
    expect(prepared.inputs[1]).toEqual({ type: "category", name: "colour", categories: ["blue", "red"] });
    expect(JSON.parse(JSON.stringify(prepared.preprocess))).toEqual(prepared.preprocess);
  });

  test("reaches the network as it stands when preprocessing is empty", async () => {
    const [size, , kind] = smallTable().columns;
    const whole: Dataset = {
      rows: 10,
      columns: [{ ...size!, values: Float64Array.from({ length: 10 }, (_, row) => 3 * row) } as NumberColumn, kind!],
    };
    const prepared = await prepareData(whole, resolved({ preprocess: [] }));
    expect(example(prepared, 4)).toEqual([12]);
  });

  test("has a fingerprint of its own columns", async () => {
    const first = await prepareData(smallTable(), resolved());
    const again = await prepareData(smallTable(), resolved({ seed: 8 }));
    expect(again.dataFingerprint).toBe(first.dataFingerprint);
    const fewer = await prepareData(smallTable(), resolved({ features: ["size"] }));
    const [size, ...rest] = smallTable().columns;
    const changed: Dataset = {
      rows: 10,
      columns: [{ ...size!, values: Float64Array.of(1, 2, 3, NaN, 5, 6, 7, 8, 9, 11) } as NumberColumn, ...rest],
    };
    const other = await prepareData(changed, resolved());
    expect(new Set([first, fewer, other].map(({ dataFingerprint }) => dataFingerprint)).size).toBe(3);
    expect(first.dataFingerprint).toMatch(/^[0-9a-f]{16}$/);
  });

  const wrong: readonly [string, Partial<ResolvedData>, string, RegExp][] = [
    [
      "an unknown target",
      { target: "sort" },
      "unknown-column",
      /data\.target: there is no column "sort".*size, colour, kind/,
    ],
    ["an unknown feature", { features: ["weight"] }, "unknown-column", /data\.features: there is no column "weight"/],
    ["the target as a feature", { features: ["size", "kind"] }, "target-among-features", /"kind" is the target/],
    ["a feature listed twice", { features: ["size", "size"] }, "repeated-feature", /"size" is listed twice/],
    [
      "a category that is not encoded",
      { preprocess: preprocess({ step: "impute" }) },
      "category-feature",
      /"colour" holds categories.*one-hot/,
    ],
    [
      "a missing number that is not filled",
      { preprocess: preprocess({ step: "one-hot" }) },
      "missing-value",
      /"size" has no value in row 4/,
    ],
    [
      "a step that names no column",
      { preprocess: preprocess({ step: "standardize", columns: ["weight"] }) },
      "unknown-column",
      /data\.preprocess\[0\]\.columns.*"weight"/,
    ],
    [
      "source rows that there are not",
      { split: splitSchema.parse({ train: 1, validation: 0, by: "source" }) },
      "no-source-split",
      /data\.split\.by/,
    ],
    [
      "a share that rounds to nothing",
      { split: splitSchema.parse({ train: 0.01, validation: 0, test: 0.9 }) },
      "too-few-rows",
      /data\.split\.train/,
    ],
  ];
  test.each(wrong)("refuses %s", async (_, changes, code, sentence) => {
    const problem = await refusal(prepareData(smallTable(), resolved(changes)));
    expect(problem.code).toBe(code);
    expect(problem.text.en).toMatch(sentence);
    expect(problem.text.zh).toMatch(/[一-鿿]/);
  });

  test("refuses a target with one class, a picture as target, and two kinds of input", async () => {
    const [size, colour, kind] = smallTable().columns;
    const same: Dataset = { rows: 10, columns: [size!, { ...kind!, codes: new Int32Array(10) } as CategoryColumn] };
    await expect(prepareData(same, resolved())).rejects.toMatchObject({ code: "single-class" });
    const pictures = smallPictures();
    await expect(prepareData(pictures, resolved({ target: "picture" }))).rejects.toMatchObject({
      code: "image-target",
    });
    const mixed: Dataset = {
      rows: 4,
      columns: [...pictures.columns, { ...colour!, codes: Int32Array.of(0, 1, 0, 1) } as CategoryColumn],
    };
    await expect(prepareData(mixed, resolved({ target: "brightness" }))).rejects.toMatchObject({
      code: "mixed-features",
    });
  });

  test("refuses a number too large for float32", async () => {
    const huge: Dataset = {
      rows: 4,
      columns: [
        { type: "number", name: "x", values: Float64Array.of(1, 1e300, 2, 3) },
        { type: "number", name: "y", values: Float64Array.of(1, 2, 3, 4) },
      ],
    };
    const { code, text } = await refusal(prepareData(huge, resolved({ target: "y", preprocess: [] })));
    expect(code).toBe("value-too-large");
    expect(text.en).toContain("too large");
  });
});

test("one-hot knows the categories of the training rows alone; others are zeros", async () => {
  const colour: CategoryColumn = {
    type: "category",
    name: "colour",
    categories: ["blue", "green", "red"],
    codes: Int32Array.of(0, 2, 1, 0),
  };
  const { fitted, columns } = await fitSteps(
    preprocess({ step: "one-hot" }),
    [colour],
    { rows: Int32Array.of(0, 1), target: colour },
    [],
  );
  expect(fitted).toEqual([{ step: "one-hot", columns: [{ name: "colour", values: { categories: ["blue", "red"] } }] }]);
  const numbers = columns.map((column) => (column.type === "number" ? [...column.values] : null));
  expect(numbers).toEqual([
    [1, 0, 0, 1],
    [0, 1, 0, 0],
  ]);
});

test("pictures stay bytes and are scaled as they are read", async () => {
  const split = splitSchema.parse({ train: 1, validation: 0, by: "source" });
  const prepared = await prepareData(smallPictures(), resolved({ target: "brightness", split }));
  expect(prepared.examples.shape).toEqual([2, 2, 1]);
  example(prepared, 3).forEach((value, at) => expect(value).toBeCloseTo((17 * (12 + at)) / 255, 6));
  expect([...prepared.parts.test]).toEqual([3]);
  const raw = await prepareData(
    smallPictures(),
    resolved({ target: "brightness", split, preprocess: [] as PreprocessorSelection[] }),
  );
  expect(example(raw, 1)).toEqual([68, 85, 102, 119]);
});
