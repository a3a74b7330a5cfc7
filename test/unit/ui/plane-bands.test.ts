import { expect, test } from "vitest";
import { bandsOf } from "../../../src/ui/plots/plane-bands.ts";

test("joins cells of one class and confidence, and lets the outermost ones bleed", () => {
  const bands = bandsOf(
    { x: [0, 2], y: [0, 2], columns: 2, rows: 2, classes: [0, 0, 0, 1], confidence: [1, 1, 1, 0.5] },
    (x) => 100 * x,
    (y) => 200 - 100 * y,
  );
  expect(bands.map(({ group, path }) => ({ group, path }))).toEqual([
    { group: 0, path: "M-12.0 100.0H212.0V212.0H-12.0zM-12.0 -12.0H100.0V100.0H-12.0z" },
    { group: 1, path: "M100.0 -12.0H212.0V100.0H100.0z" },
  ]);
  expect(bands[0]?.opacity).toBeGreaterThan(bands[1]?.opacity ?? Infinity);
});
