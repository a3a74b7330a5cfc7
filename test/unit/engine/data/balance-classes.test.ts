import { describe, expect, test } from "vitest";
import type { CategoryColumn, NumberColumn } from "../../../../src/catalog/datasets/dataset.ts";
import { balanced } from "../../../../src/engine/data/balance-classes.ts";

/** 6 of a, 3 of b, 1 of c. */
const target: CategoryColumn = {
  type: "category",
  name: "kind",
  categories: ["a", "b", "c"],
  codes: Int32Array.of(0, 0, 1, 0, 2, 1, 0, 0, 1, 0),
};
const rows = Int32Array.from(target.codes.keys());
const countsOf = (train: Int32Array): number[] =>
  target.categories.map((_, code) => train.filter((row) => target.codes[row] === code).length);

describe("weights", () => {
  test("are those of scikit-learn's compute_class_weight", () => {
    const { train, classWeights } = balanced(rows, target, { by: "weights", weights: "balanced" }, 1);
    expect(train).toBe(rows);
    [10 / 18, 10 / 9, 10 / 3].forEach((weight, code) => expect(classWeights![code]).toBeCloseTo(weight, 6));
  });

  test("may be given by name", () => {
    const given = (weights: Record<string, number>) => balanced(rows, target, { by: "weights", weights }, 1);
    expect([...given({ c: 5 }).classWeights!]).toEqual([1, 1, 5]);
    expect(() => given({ d: 5 })).toThrow(/no class "d".*a, b, c/);
  });
});

describe("re-sampling", () => {
  test("draws every class as often as the most frequent one, each row before one comes again", () => {
    const { train } = balanced(rows, target, { by: "oversample" }, 1);
    expect(countsOf(train)).toEqual([6, 6, 6]);
    const drawn = (row: number) => train.filter((each) => each === row).length;
    expect([...rows].map(drawn)).toEqual([1, 1, 2, 1, 6, 2, 1, 1, 2, 1]);
  });

  test("or as seldom as the rarest, as the seed decides", () => {
    const under = (seed: number) => balanced(rows, target, { by: "undersample" }, seed).train;
    expect(countsOf(under(1))).toEqual([1, 1, 1]);
    expect(under(1)).toEqual(under(1));
    expect(new Set([1, 2, 3, 4, 5, 6].map((seed) => under(seed).join())).size).toBeGreaterThan(1);
  });

  test("needs classes", () => {
    const number: NumberColumn = { type: "number", name: "y", values: new Float64Array(10) };
    expect(() => balanced(rows, number, { by: "oversample" }, 1)).toThrow(/data\.balance.*"y" is a number/);
  });
});
