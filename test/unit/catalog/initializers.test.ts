/** First values: their spread, their structure, and that the seed alone decides them. */
import { describe, expect, test } from "vitest";
import {
  type Initialization,
  type Initializer,
  initialValues,
  initializerIds,
} from "../../../src/catalog/layers/initializers.ts";
import { layerSelection } from "../../../src/catalog/layers/index.ts";
import { RandomStream } from "../../../src/tensor/random.ts";

const spec = (initializer: Initializer, shape = [200, 100]): Initialization => ({
  shape,
  initializer,
  fanIn: 200,
  fanOut: 100,
});
const drawn = (initializer: Initializer, shape?: number[], seed = 2) =>
  initialValues(spec(initializer, shape), new RandomStream(seed, 2));
const variance = (values: Float32Array) => values.reduce((sum, value) => sum + value * value, 0) / values.length;

/** Keras's figures for 200 inputs and 100 outputs. */
const variances: Readonly<Record<(typeof initializerIds)[number], number>> = {
  zeros: 0,
  ones: 1,
  constant: 0,
  "random-uniform": 0.05 ** 2 / 3,
  "random-normal": 0.05 ** 2,
  // Cutting a normal off at two deviations leaves 0.7737 of its variance.
  "truncated-normal": 0.7737 * 0.05 ** 2,
  "glorot-uniform": 2 / 300,
  "glorot-normal": 2 / 300,
  "he-uniform": 2 / 200,
  "he-normal": 2 / 200,
  "lecun-uniform": 1 / 200,
  "lecun-normal": 1 / 200,
  // 100 columns of length 1 over 200 rows.
  orthogonal: 1 / 200,
  identity: 1 / 200,
};

test.each(initializerIds)("%s draws with its own spread", (initializer) => {
  const expected = variances[initializer];
  expect(Math.abs(variance(drawn(initializer)) - expected)).toBeLessThanOrEqual(0.05 * expected);
});

test.each(initializerIds)("%s: the seed decides, 0 included", (initializer) => {
  expect(drawn(initializer, [6, 4], 0)).toEqual(drawn(initializer, [6, 4], 0));
  const isFixed = ["zeros", "ones", "constant", "identity"].includes(initializer);
  expect(drawn(initializer, [6, 4], 0).join() === drawn(initializer, [6, 4], 1).join()).toBe(isFixed);
});

test("settings of its own", () => {
  expect([...drawn({ id: "constant", value: 0.25 }, [3])]).toEqual([0.25, 0.25, 0.25]);
  const between = drawn({ id: "random-uniform", minimum: 2, maximum: 3 });
  expect(Math.min(...between)).toBeGreaterThanOrEqual(2);
  expect(Math.max(...between)).toBeLessThan(3);
  expect(variance(drawn({ id: "random-normal", deviation: 2 }))).toBeCloseTo(4, 0);
});

test.each(["truncated-normal", "he-normal", "glorot-normal", "lecun-normal"] as const)(
  "%s has nothing beyond two of its deviations",
  (initializer) => {
    const values = drawn(initializer);
    const bound = 2 * Math.sqrt(variances[initializer] / 0.7737);
    expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(bound * 1.0001);
    expect(Math.max(...values.map(Math.abs))).toBeGreaterThan(0.9 * bound);
  },
);

describe("orthogonal", () => {
  test.each([
    [5, 5],
    [7, 3],
    [3, 7],
  ])("%d x %d: the shorter side's vectors are orthonormal", (rows, columns) => {
    const values = drawn("orthogonal", [rows, columns]);
    const isTall = rows >= columns;
    const vector = (which: number) =>
      Array.from({ length: isTall ? rows : columns }, (_, at) =>
        isTall ? values[at * columns + which]! : values[which * columns + at]!,
      );
    for (let a = 0; a < Math.min(rows, columns); a++) {
      for (let b = 0; b <= a; b++) {
        const dot = vector(a).reduce((sum, value, at) => sum + value * vector(b)[at]!, 0);
        expect(dot).toBeCloseTo(a === b ? 1 : 0, 6);
      }
    }
  });

  test("with a gain", () => {
    expect(variance(drawn({ id: "orthogonal", gain: 3 }, [4, 4]))).toBeCloseTo(9 / 4, 5);
  });
});

test("identity changes nothing: a matrix, and a kernel by its centre", () => {
  expect([...drawn("identity", [2, 3])]).toEqual([1, 0, 0, 0, 1, 0]);
  const kernel = drawn({ id: "identity", gain: 2 }, [3, 3, 2, 2]);
  expect([...kernel.subarray(16, 20)]).toEqual([2, 0, 0, 2]);
  expect(kernel.filter((value) => value !== 0)).toHaveLength(2);
  expect(() => drawn("identity", [4])).toThrow(/^The identity initializer is for matrices/);
});

test("a bias is offered every first value but the identity", () => {
  const refused = initializerIds.filter((biasInitializer) => {
    return !layerSelection.safeParse({ type: "dense", units: 2, biasInitializer }).success;
  });
  expect(refused).toEqual(["identity"]);
});

test("a forget gate's share of a bias starts at 1", () => {
  const bias = initialValues({ ...spec("zeros", [8]), ones: [2, 4] }, new RandomStream(1, 1));
  expect([...bias]).toEqual([0, 0, 1, 1, 0, 0, 0, 0]);
});
