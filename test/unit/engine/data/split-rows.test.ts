import { describe, expect, test } from "vitest";
import type { CategoryColumn } from "../../../../src/catalog/datasets/dataset.ts";
import { type SplitColumns, splitRows } from "../../../../src/engine/data/split-rows.ts";
import { type Split, splitSchema } from "../../../../src/project/project.ts";

const rows = Int32Array.from({ length: 100 }, (_, row) => row);

/** Every tenth row is of the rare class. */
const target: CategoryColumn = {
  type: "category",
  name: "class",
  categories: ["common", "rare"],
  codes: Int32Array.from(rows, (row) => (row % 10 === 3 ? 1 : 0)),
};
const nothing: SplitColumns = { target, group: undefined, time: undefined, part: undefined, testFrom: undefined };

function split(settings: Partial<Split>, by: Partial<SplitColumns> = {}, seed = 5) {
  return splitRows(rows, splitSchema.parse(settings), seed, { ...nothing, ...by });
}

const ascending = (part: Int32Array): number[] => [...part].toSorted((first, second) => first - second);
const rareIn = (part: Int32Array): number => part.filter((row) => target.codes[row] === 1).length;

describe("by row", () => {
  const shares = { train: 0.7, validation: 0.15, test: 0.15 };

  test("follows the seed alone and leaves no row out when the shares add up to 1", () => {
    const first = split(shares);
    expect(split(shares)).toEqual(first);
    expect([...split(shares, {}, 6).train]).not.toEqual([...first.train]);
    expect([first.train.length, first.validation.length, first.test.length]).toEqual([70, 15, 15]);
    expect(new Set([...first.train, ...first.validation, ...first.test]).size).toBe(100);
  });

  test("gives every part its share of each class when stratified", () => {
    for (const seed of [1, 2, 3]) {
      const parts = split({ train: 0.6, validation: 0.2, test: 0.2, stratify: true }, {}, seed);
      expect([rareIn(parts.train), rareIn(parts.validation), rareIn(parts.test)]).toEqual([6, 2, 2]);
      expect(new Set([...parts.train, ...parts.validation, ...parts.test]).size).toBe(100);
    }
    const first = split({ stratify: true }, {}, 1);
    expect([...first.test]).not.toEqual([...split({ stratify: true }, {}, 2).test]);
  });

  test("holds each fold back once", () => {
    const held = [1, 2, 3, 4].map((fold) => split({ test: 0.2, stratify: true, folds: { count: 4, held: fold } }));
    const [first] = held;
    const seen = new Set(held.flatMap(({ validation }) => [...validation]));
    expect(seen.size).toBe(80);
    for (const parts of held) {
      expect([...parts.test]).toEqual([...first!.test]);
      expect(ascending(Int32Array.of(...parts.train, ...parts.validation))).toEqual(
        [...seen].toSorted((a, b) => a - b),
      );
      expect([parts.train.length, parts.validation.length, rareIn(parts.validation)]).toEqual([60, 20, 2]);
    }
  });
});

test("the source's own test rows stay apart", () => {
  const parts = split({ train: 0.75, validation: 0.25, by: "source" }, { testFrom: 80 });
  expect([...parts.test]).toEqual(Array.from({ length: 20 }, (_, at) => 80 + at));
  expect([parts.train.length, parts.validation.length]).toEqual([60, 20]);
  expect(Math.max(...parts.train, ...parts.validation)).toBe(79);
});

describe("by group", () => {
  // Groups of 1 to 13 rows.
  const group = Int32Array.from(rows, (row) => Math.floor(Math.sqrt(2 * row)));

  test("no group is in two parts, and parts come near to their shares", () => {
    const parts = split({ by: "group", train: 0.6, validation: 0.2, test: 0.2 }, { group });
    const groupsIn = (part: Int32Array) => new Set(Array.from(part, (row) => group[row]!));
    const [train, validation, last] = [parts.train, parts.validation, parts.test].map(groupsIn);
    expect(train!.size + validation!.size + last!.size).toBe(new Set(group).size);
    expect(parts.train.length + parts.validation.length + parts.test.length).toBe(100);
    expect(Math.abs(parts.train.length - 60)).toBeLessThanOrEqual(7);
    expect(validation!.size * last!.size).toBeGreaterThan(0);
    expect([...split({ by: "group" }, { group }, 6).train]).not.toEqual([...parts.train]);
  });

  test("a fold is made of whole groups", () => {
    const held = [1, 2, 3].map((fold) => split({ by: "group", test: 0, folds: { count: 3, held: fold } }, { group }));
    expect(held.flatMap(({ validation }) => [...validation]).toSorted((a, b) => a - b)).toEqual([...rows]);
    for (const { train, validation } of held) {
      const inside = new Set(Array.from(validation, (row) => group[row]!));
      expect(train.some((row) => inside.has(group[row]!))).toBe(false);
    }
  });

  test("asks for the column", () => {
    expect(() => split({ by: "group" })).toThrow(/data\.group/);
  });
});

describe("by time", () => {
  // The newest rows come first in the file, four to a day.
  const time = Float64Array.from(rows, (row) => 24 - Math.floor(row / 4));

  test("the past trains, the future is told from it, and no day is parted", () => {
    const parts = split({ by: "time", train: 0.7, validation: 0.1, test: 0.2 }, { time });
    const range = (part: Int32Array) => {
      const times = Array.from(part, (row) => time[row]!);
      return [Math.min(...times), Math.max(...times)];
    };
    expect(range(parts.train)).toEqual([0, 16]);
    // Seven tenths and eight tenths both lie within a day.
    expect(range(parts.validation)).toEqual([17, 18]);
    expect(range(parts.test)).toEqual([19, 24]);
    expect(split({ by: "time", train: 0.7, validation: 0.1, test: 0.2 }, { time }, 9)).toEqual(parts);
  });

  test("rows are in their own order where no column says otherwise", () => {
    const parts = split({ by: "time", train: 0.5, validation: 0.25, test: 0.25 });
    expect([...parts.train]).toEqual([...rows.subarray(0, 50)]);
    expect([...parts.test]).toEqual([...rows.subarray(75)]);
  });

  test("folds go forward: what trains is always older than what is held back", () => {
    // scikit-learn's TimeSeriesSplit(4) on the 100 rows.
    const held = [1, 2, 3, 4].map((fold) => split({ by: "time", test: 0, folds: { count: 4, held: fold } }));
    expect(held.map(({ train, validation }) => [train.length, validation[0], validation.length])).toEqual([
      [20, 20, 20],
      [40, 40, 20],
      [60, 60, 20],
      [80, 80, 20],
    ]);
  });
});

describe("by column", () => {
  const categories = ["Test", "train", "val"];
  const codes = Int32Array.from(rows, (row) => (row < 10 ? 0 : row < 60 ? 1 : row < 80 ? 2 : -1));
  const part: CategoryColumn = { type: "category", name: "part", categories, codes };

  test("each row goes where the column says, and nowhere where it says nothing", () => {
    const parts = split({ by: "column", column: "part" }, { part });
    expect([...parts.train]).toEqual([...rows.subarray(10, 60)]);
    expect([...parts.validation]).toEqual([...rows.subarray(60, 80)]);
    expect([...parts.test]).toEqual([...rows.subarray(0, 10)]);
  });

  test("a value that names no part is refused by name", () => {
    const wrong = { ...part, categories: ["Test", "train", "holdout"] };
    expect(() => split({ by: "column", column: "part" }, { part: wrong })).toThrow(/holdout/);
    expect(() => split({ by: "column" })).toThrow(/data\.split\.column/);
  });
});

test("a part that leaves nothing to train on is refused", () => {
  expect(() => split({ train: 0.001, validation: 0.5, test: 0.4 })).toThrow(/data\.split\.train/);
  expect(splitSchema.safeParse({ folds: { count: 3, held: 4 } }).success).toBe(false);
});
