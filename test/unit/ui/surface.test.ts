/** What is marked on a surface. */
import { expect, test } from "vitest";
import { lowestOf } from "../../../src/ui/surface/surface.ts";

const grid = { x: [-1, 0, 1], y: [2, 4] };

test("the lowest place of the grid is marked, wherever the loss is no number", () => {
  const { NaN: none, POSITIVE_INFINITY: over } = Number;
  expect(lowestOf({ ...grid, losses: Float64Array.of(none, 3, over, 2, 0.5, none) })).toEqual([0, 4]);
  expect(lowestOf({ ...grid, losses: Float64Array.of(over, none, none, none, none, none) })).toBeNull();
});
