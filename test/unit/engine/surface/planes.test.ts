/** The planes that a surface is drawn on: scikit-learn's principal components, and the directions of Li et al. 2018. */
import { expect, test } from "vitest";
import { z } from "zod";
import { explainedBy, nearestPlace, weightsAt } from "../../../../src/engine/surface/plane.ts";
import { principalPlane } from "../../../../src/engine/surface/principal-plane.ts";
import { randomDirections } from "../../../../src/engine/surface/random-plane.ts";
import given from "../../../fixtures/golden/weight-planes.json" with { type: "json" };

const rows = z.array(z.array(z.number()));
const golden = z
  .object({ points: rows, components: rows, places: rows, shares: z.tuple([z.number(), z.number()]) })
  .parse(given);
const points = golden.points.map((point) => Float32Array.from(point));
const pause = async (): Promise<void> => undefined;

test("the plane of a path is that of scikit-learn's PCA, with the way running up and to the right", async () => {
  const plane = (await principalPlane(points, 40, pause))!;
  expect(plane.shares[0]).toBeCloseTo(golden.shares[0], 8);
  expect(plane.shares[1]).toBeCloseTo(golden.shares[1], 8);
  expect(explainedBy(plane.directions, points)).toBeCloseTo(golden.shares[0] + golden.shares[1], 6);
  const end = points.at(-1)!;
  const places = points.map((point) => nearestPlace(plane.directions, end, point));
  for (const axis of [0, 1] as const) {
    expect(places[0]![axis]).toBeLessThanOrEqual(0);
    const sign = Math.sign(golden.places.at(-1)![axis]! - golden.places[0]![axis]!);
    for (const [index, place] of places.entries()) {
      expect(place[axis]).toBeCloseTo(sign * (golden.places[index]![axis]! - golden.places.at(-1)![axis]!), 4);
    }
    for (const [at, weight] of golden.components[axis]!.entries()) {
      expect(plane.directions[axis][at]).toBeCloseTo(sign * weight, 5);
    }
  }
});

test("points on a line, or two of them, span no plane", async () => {
  const line = [0, 1, 2, 3].map((at) => Float32Array.from([at, 2 * at, -at]));
  expect(await principalPlane(line, 3, pause)).toBeNull();
  expect(await principalPlane(points.slice(0, 2), 40, pause)).toBeNull();
});

test("a place of the plane and its weights are two names of one point", () => {
  const directions = [Float32Array.from([1, 0, 2]), Float32Array.from([0.5, 1, 0])] as const;
  const centre = Float32Array.from([3, -1, 0.5, 7]);
  const weights = weightsAt(directions, centre, [2, -3]);
  expect([...weights]).toEqual([3.5, -4, 4.5, 7]);
  const [x, y] = nearestPlace(directions, centre, weights);
  expect(x).toBeCloseTo(2, 6);
  expect(y).toBeCloseTo(-3, 6);
});

test("a random direction has every filter as long as the weights' own, and moves no bias", () => {
  const parameters = [
    { path: "conv/kernel", name: "kernel", shape: [3, 3, 2, 4] },
    { path: "conv/bias", name: "bias", shape: [4] },
    { path: "depthwise/kernel", name: "kernel", shape: [3, 3, 4, 1] },
    { path: "norm/scale", name: "scale", shape: [4] },
    { path: "gru/bias", name: "bias", shape: [2, 4] },
    { path: "dense/kernel", name: "kernel", shape: [5, 3] },
  ].map((each) => ({ ...each, initializer: "zeros" as const, fanIn: 1, fanOut: 1 }));
  const size = 72 + 4 + 36 + 4 + 8 + 15;
  const weights = Float32Array.from({ length: size }, (_, at) => Math.sin(1 + at));
  const [first, second] = randomDirections({ parameters }, weights, 5);
  const lengthOf = (values: Float32Array, from: number, to: number, units: number, unit: number): number =>
    Math.hypot(...values.subarray(from, to).filter((_, at) => at % units === unit));
  for (const direction of [first, second]) {
    for (const [from, to, units] of [
      [0, 72, 4],
      [76, 112, 4],
      [124, 139, 3],
    ] as const) {
      for (let unit = 0; unit < units; unit++) {
        expect(lengthOf(direction, from, to, units, unit)).toBeCloseTo(lengthOf(weights, from, to, units, unit), 5);
      }
    }
    expect([...direction.subarray(72, 76), ...direction.subarray(112, 124)].every((value) => value === 0)).toBe(true);
  }
  expect(randomDirections({ parameters }, weights, 5)).toEqual([first, second]);
  expect(randomDirections({ parameters }, weights, 6)[0]).not.toEqual(first);
  expect(second).not.toEqual(first);
});
