import { expect, test } from "vitest";
import { fitOf } from "../../../src/features/train-run/line-fit.ts";

const x = [-1, -0.5, 0, 0.5, 1];

test("reads slope, intercept and mean squared error off a straight line", () => {
  const fit = fitOf({ x, y: x.map((value) => 2 * value + 1) }, { x: [-0.25, 0.75], y: [0.5 + 0.1, 2.5 - 0.3] });
  expect(fit.slope).toBeCloseTo(2);
  expect(fit.intercept).toBeCloseTo(1);
  expect(fit.isStraight).toBe(true);
  expect(fit.error).toBeCloseTo((0.1 ** 2 + 0.3 ** 2) / 2);
});

test("gives no slope for a curve, and no error without points", () => {
  const fit = fitOf({ x, y: x.map((value) => value ** 2) }, null);
  expect(fit.isStraight).toBe(false);
  expect(fit.error).toBeNull();
});
