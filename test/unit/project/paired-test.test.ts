import { expect, test } from "vitest";
import { pairedTest } from "../../../src/project/paired-test.ts";
import { studentCdf, studentQuantile } from "../../../src/project/student.ts";
import golden from "../../fixtures/golden/paired-tests.json" with { type: "json" };

test.each(golden.tests)(
  "a paired test says what scipy says (%#)",
  ({ first, second, swaps, interval, effectInterval, ...expected }) => {
    const found = pairedTest(first, second)!;
    expect(found.n).toBe(first.length);
    expect(found.difference).toBeCloseTo(expected.difference, 12);
    expect(found.p).toBeCloseTo(expected.p, 10);
    expect(found.interval[0]).toBeCloseTo(interval[0]!, 9);
    expect(found.interval[1]).toBeCloseTo(interval[1]!, 9);
    const off = (value: number, from: number) => Math.abs(value - from) / Math.max(1, Math.abs(from));
    expect(off(found.effect, expected.effect)).toBeLessThan(1e-10);
    expect(off(found.effectInterval[0], effectInterval[0]!)).toBeLessThan(1e-6);
    expect(off(found.effectInterval[1], effectInterval[1]!)).toBeLessThan(1e-6);
    expect(found.swaps).toEqual({ count: swaps, of: 2 ** first.length });
  },
);

test("Student's distribution is scipy's", () => {
  for (const { t, freedom, value } of golden.cdf) expect(studentCdf(t, freedom)).toBeCloseTo(value, 12);
  for (const { freedom, value } of golden.quantiles) expect(studentQuantile(0.975, freedom)).toBeCloseTo(value, 9);
});

test("one pair says nothing, equal figures do not differ, and a constant lead is certain", () => {
  expect(pairedTest([1], [2])).toBeNull();
  expect(pairedTest([1, 2, 3], [1, 2, 3])).toMatchObject({ p: 1, effect: 0, effectInterval: [0, 0] });
  expect(pairedTest([1, 2, 3], [2, 3, 4])).toMatchObject({ p: 0, effect: Infinity, swaps: { count: 2, of: 8 } });
});
