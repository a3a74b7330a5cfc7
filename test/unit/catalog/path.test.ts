import { describe, expect, test } from "vitest";
import { descend } from "../../../src/catalog/optimizers/descend.ts";
import { optimizers } from "../../../src/catalog/optimizers/index.ts";
import { momentum } from "../../../src/catalog/optimizers/momentum/momentum.ts";
import type { CreateAny } from "../../../src/catalog/optimizers/optimizer.ts";
import { fittingRate, pathDown, valley } from "../../../src/catalog/optimizers/path.ts";

describe("a path down the valley", () => {
  test("of plain gradient descent is what one computes by hand", () => {
    // Each step multiplies x by 1 - 0.05 and y by 1 - 0.05 * 20 = 0; with 0.075, y turns over: 1 - 1.5 = -0.5.
    expect(pathDown(descend, { learningRate: 0.05 }, [-1.6, 0.9], valley.gradient, 2)).toEqual([
      [-1.6, 0.9],
      [-1.52, 0],
      [-1.444, 0],
    ]);
    const turning = pathDown(descend, { learningRate: 0.075 }, [1, 1], valley.gradient, 2);
    expect(turning[2]?.[0]).toBeCloseTo(0.925 ** 2, 14);
    expect(turning[2]?.[1]).toBeCloseTo(0.25, 14);
  });

  test("remembers what the optimizer remembers", () => {
    const [, first, second] = pathDown(momentum, { learningRate: 0.01, momentum: 0.5 }, [1, 0], valley.gradient, 2);
    expect(first?.[0]).toBeCloseTo(0.99, 14);
    // v = 0.5 * 1 + 0.99
    expect(second?.[0]).toBeCloseTo(0.99 - 0.01 * 1.49, 14);
  });

  test("ends where it leaves the numbers", () => {
    const path = pathDown(descend, { learningRate: 1e200 }, [-1, 1], valley.gradient, 10);
    expect(path.length).toBeLessThan(4);
    expect(path.flat().every(Number.isFinite)).toBe(true);
  });
});

test.each(optimizers)("$id comes down most of the valley at the rate that its picture uses", async (definition) => {
  // One creator of many, with settings that its own schema has parsed.
  const create = (await definition.load()) as CreateAny<{ readonly learningRate: number }>;
  const config = definition.config.parse({});
  const learningRate = fittingRate(create, config, 40);
  const path = pathDown(create, { ...config, learningRate }, valley.start, valley.gradient, 40);
  expect(path).toHaveLength(41);
  expect(valley.height(path.at(-1) ?? valley.start)).toBeLessThan(valley.height(valley.start) / 5);
});
