import { expect, test } from "vitest";
import { pairedTest, studentCdf, studentQuantile } from "../../../src/project/paired-test.ts";
import golden from "../../fixtures/golden/paired-tests.json" with { type: "json" };

test.each(golden.tests)(
  "a paired test says what scipy says (%#)",
  ({ first, second, swaps, interval, ...expected }) => {
    const found = pairedTest(first, second)!;
    expect(found.n).toBe(first.length);
    expect(found.difference).toBeCloseTo(expected.difference, 12);
    expect(found.p).toBeCloseTo(expected.p, 10);
    expect(found.interval[0]).toBeCloseTo(interval[0]!, 9);
    expect(found.interval[1]).toBeCloseTo(interval[1]!, 9);
    expect(found.effect).toBeCloseTo(expected.effect, 10);
    expect(found.swaps).toEqual({ count: swaps, of: 2 ** first.length });
  },
);

test("Student's distribution is scipy's", () => {
  for (const { t, freedom, value } of golden.cdf) expect(studentCdf(t, freedom)).toBeCloseTo(value, 12);
  for (const { freedom, value } of golden.quantiles) expect(studentQuantile(0.975, freedom)).toBeCloseTo(value, 9);
});

test("one pair says nothing, equal figures do not differ, and a constant lead is certain", () => {
  expect(pairedTest([1], [2])).toBeNull();
  expect(pairedTest([1, 2, 3], [1, 2, 3])).toMatchObject({ p: 1, effect: 0 });
  expect(pairedTest([1, 2, 3], [2, 3, 4])).toMatchObject({ p: 0, effect: Infinity, swaps: { count: 2, of: 8 } });
});
