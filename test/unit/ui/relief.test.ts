/** Heights between the places where they were measured. */
import { expect, test } from "vitest";
import { refined, reliefOf } from "../../../src/ui/plots/relief.ts";

const frame = { x: [0, 3], y: [0, 2] } as const;
const made = (height: (x: number, y: number) => number) =>
  reliefOf({
    frame,
    columns: 4,
    rows: 3,
    heights: Float64Array.from({ length: 12 }, (_, at) => height(at % 4, Math.floor(at / 4))),
  });

test("a finer relief goes through every place of the coarse one, and stays between the lowest and the highest", () => {
  const coarse = made((x, y) => Math.sin(3 * x) + y * y * Math.cos(x));
  const fine = refined(coarse, 4);
  expect([fine.columns, fine.rows]).toEqual([13, 9]);
  for (const [at, level] of coarse.levels.entries()) {
    expect(fine.levels[4 * Math.floor(at / 4) * 13 + 4 * (at % 4)]).toBeCloseTo(level, 12);
  }
  for (const level of fine.levels) {
    expect(level).toBeGreaterThanOrEqual(0);
    expect(level).toBeLessThanOrEqual(1);
  }
});

test("what is straight stays straight, and a hole stays a hole", () => {
  const slope = made((x, y) => x + y);
  const straight = { ...slope, levels: slope.levels.map((_, at) => ((at % 4) + Math.floor(at / 4)) / 5) };
  const fine = refined(straight, 2);
  for (const [at, level] of fine.levels.entries()) {
    expect(level).toBeCloseTo(((at % 7) + Math.floor(at / 7)) / 10, 12);
  }
  const holed = made((x, y) => (x === 1 && y === 1 ? Number.NaN : x));
  expect(refined(holed, 4)).toBe(holed);
});

test("what rounding left of a height of 0 is 0", () => {
  const relief = made((x, y) => x * x + y * y - (x === 0 && y === 0 ? 4.4e-16 : 0));
  expect(relief.heightAt(0)).toBe(0);
});
