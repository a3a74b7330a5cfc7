/** What the race's charts draw of its runs. */
import { expect, test } from "vitest";
import type { RaceRun } from "../../../src/project/race.ts";
import { curvesOf, roomAhead, type ShownLane } from "../../../src/features/race-optimizers/race-curves.ts";

function run(seed: number, losses: readonly number[], status: RaceRun["status"] = "finished"): RaceRun {
  const points = losses.map((loss, at) => ({
    step: 10 * (at + 1),
    epoch: (at + 1) / 2,
    examples: 320 * (at + 1),
    elapsedMs: seed * (at + 1),
    loss,
    ...(at % 2 === 1 ? { validation: { loss: 2 * loss } } : {}),
  }));
  return { seed, status, points };
}

function lane(id: string, runs: readonly RaceRun[]): ShownLane {
  return { id, label: id, series: 1, dash: "solid", lane: { id, plan: null, runs: [...runs] } };
}

const asked = { quantity: "loss", x: "step", isSmooth: false } as const;

test("a lane is the mean of its seeds in the band from the lowest to the highest", () => {
  const [curve] = curvesOf([lane("a", [run(2, [4, 2, 1]), run(4, [6, 4, 3])])], asked);
  expect(curve?.points).toEqual([
    { x: 10, y: 5 },
    { x: 20, y: 3 },
    { x: 30, y: 2 },
  ]);
  expect(curve?.band?.[2]).toEqual({ x: 30, low: 1, high: 3 });
});

test("time is the mean of what the seeds cost themselves, and what is measured seldom has points of its own", () => {
  const [curve] = curvesOf([lane("a", [run(2, [4, 2, 1, 1]), run(4, [6, 4, 3, 1])])], {
    ...asked,
    quantity: "validation:loss",
    x: "seconds",
  });
  expect(curve?.points).toEqual([
    { x: 0.006, y: 6 },
    { x: 0.012, y: 2 },
  ]);
});

test("seeds go no further than the slowest, and one that diverged does not bend the others' mean", () => {
  const [curve] = curvesOf([lane("a", [run(1, [4, 2]), run(2, [2, 2, 2]), run(3, [4, 1e9], "diverged")])], asked);
  expect(curve?.points.map(({ y }) => y)).toEqual([3, 2]);
});

test("a lane of which nothing is left shows how it left, and not beyond the frame", () => {
  const lost = lane("lost", [run(1, [2, 3, 1e12], "diverged")]);
  const [, curve] = curvesOf([lane("a", [run(1, [1, 1, 1])]), lost], asked);
  expect(curve?.points.map(({ y }) => y)).toEqual([2, 3]);
  // One that was far out by its first point does not stretch the axis for the others.
  const wild = lane("wild", [run(1, [3e3, 1e12], "diverged")]);
  expect(curvesOf([lane("a", [run(1, [1, 1, 1])]), wild], asked)[1]?.points).toEqual([]);
});

test("before the start there is nothing to draw", () => {
  expect(curvesOf([lane("a", [])], asked)[0]?.points).toEqual([]);
});

test("an axis that grows ends at a round number a little ahead", () => {
  expect([0, 1, 1.1, 47, 82, 960].map(roomAhead)).toEqual([1, 1, 1.5, 50, 100, 1000]);
});
