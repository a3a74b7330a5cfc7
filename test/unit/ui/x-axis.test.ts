import { expect, test } from "vitest";
import { movedAlong, shareOf, xAt, type XAxis } from "../../../src/ui/charts/x-axis.ts";

const steps: XAxis = { scale: "linear", first: 0, last: 10 };
const rates: XAxis = { scale: "log", first: 1e-6, last: 1 };

test("steps are whole, rates are even in their logarithm", () => {
  expect(xAt(steps, 0.26)).toBe(3);
  expect(shareOf(steps, 5)).toBe(0.5);
  expect(xAt(rates, 0.5)).toBeCloseTo(1e-3, 12);
  expect(shareOf(rates, 1e-2)).toBeCloseTo(4 / 6, 12);
});

test("the keyboard gets on by one step at least, and never over the ends", () => {
  expect(movedAlong(steps, 4, 0.02)).toBe(5);
  expect(movedAlong(steps, 4, -0.02)).toBe(3);
  expect(movedAlong(steps, 10, 0.1)).toBe(10);
  expect(movedAlong({ ...steps, last: 400 }, 0, 0.02)).toBe(8);
  expect(movedAlong(rates, 1e-3, 1 / 6)).toBeCloseTo(1e-2, 12);
  expect(movedAlong(rates, 1e-6, -0.1)).toBe(1e-6);
});
