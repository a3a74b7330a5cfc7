/** A line fitted in batches: NumPy's least squares, PyTorch's paths, and every point once an epoch. */
import { describe, expect, test } from "vitest";
import { findDefinition } from "../../../src/catalog/definition.ts";
import { landscapeSelection } from "../../../src/catalog/landscapes/index.ts";
import { openLandscape } from "../../../src/catalog/landscapes/open-landscape.ts";
import { batchesOf } from "../../../src/catalog/landscapes/regression.ts";
import { releaseOn } from "../../../src/catalog/landscapes/release.ts";
import { optimizers, optimizerSelection } from "../../../src/catalog/optimizers/index.ts";
import type { CreateAny } from "../../../src/catalog/optimizers/optimizer.ts";
import { batchingOf } from "../../../src/project/course.ts";
import golden from "../../fixtures/golden/regression-paths.json" with { type: "json" };

const { inputs, best, paths } = golden;
const [MINI, SEED] = [7, 5];
const line = openLandscape(landscapeSelection.parse({ id: "linear-regression", points: 24, batch: MINI }));
const data = line.data!;

const optimizerOf = (id: string) =>
  optimizerSelection.parse({ id, learningRate: 0.05, ...(id === "dynamic" ? { firstBatch: 3 } : {}) });

test("the points are those that PyTorch fits, and the lowest place is the least squares", () => {
  expect([...data.x]).toEqual(inputs.x);
  expect([...data.y]).toEqual(inputs.y);
  const [lowest, ...others] = line.minima;
  expect(others).toEqual([]);
  expect(lowest!.place[0]).toBeCloseTo(best.place[0]!, 10);
  expect(lowest!.place[1]).toBeCloseTo(best.place[1]!, 10);
  expect(lowest!.height).toBeCloseTo(best.loss, 12);
  const [slope, intercept] = [0.3, -1.2];
  const errors = inputs.x.map((x, row) => (slope * x + intercept - inputs.y[row]!) ** 2);
  expect(line.height([slope, intercept])).toBeCloseTo(errors.reduce((sum, error) => sum + error) / 24, 12);
});

describe.each(["gradient-descent", "sgd", "stochastic", "dynamic", "adam"] as const)("%s", (id) => {
  const optimizer = optimizerOf(id);
  const batching = batchingOf(optimizer, MINI);

  test("steps where PyTorch's steps, batch by batch", async () => {
    const definition = findDefinition(optimizers, id);
    // One creator of many, with settings that its own schema has parsed.
    const create = (await definition.load()) as CreateAny<{ readonly learningRate: number }>;
    const noise = { size: 0, seed: SEED, batching };
    const path = releaseOn(line, create, optimizer, line.start, { steps: 30, noise });
    path.places.slice(1).forEach((place, step) => {
      expect(place[0]).toBeCloseTo(paths[id][step]![0]!, 9);
      expect(place[1]).toBeCloseTo(paths[id][step]![1]!, 9);
    });
    // Losses and distances are those of all the data, whatever a step saw of it.
    expect(path.loss[30]).toBe(line.height(path.places[30]!));
    expect(path.rowsAt === null).toBe(id === "gradient-descent");
  });
});

test.each(["sgd", "stochastic", "dynamic"] as const)("the batches of %s are those that PyTorch is given", (id) => {
  const batchAt = batchesOf(24, batchingOf(optimizerOf(id), MINI), SEED);
  expect(inputs.batches[id].map((_, at) => [...batchAt(at + 1)])).toEqual(inputs.batches[id]);
});

test("an epoch shows every point once, each epoch in another order, the same for the same seed", () => {
  const batchAt = batchesOf(10, { size: 4, growth: 1 }, 1);
  const epoch = (number: number) => [1, 2, 3].map((step) => [...batchAt(3 * number + step)]);
  expect(epoch(0).map(({ length }) => length)).toEqual([4, 4, 2]);
  expect(
    epoch(0)
      .flat()
      .toSorted((a, b) => a - b),
  ).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(epoch(1)).not.toEqual(epoch(0));
  expect([...batchesOf(10, { size: 4, growth: 1 }, 1)(2)]).toEqual(epoch(0)[1]);
  expect([...batchesOf(10, { size: 4, growth: 1 }, 2)(2)]).not.toEqual(epoch(0)[1]);
});
