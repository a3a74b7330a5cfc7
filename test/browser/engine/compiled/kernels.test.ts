/** Generated kernels against the interpreter in double precision: every operation with its gradient, and sizes around a tile's edges. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Node } from "../../../../src/engine/compiled/graph.ts";
import type { Recorder } from "../../../../src/engine/compiled/record-ops.ts";
import { measureTiles } from "../../../../src/engine/compiled/wgsl/measure-tiles.ts";
import { TILES } from "../../../../src/engine/compiled/wgsl/tiled-kernel.ts";
import { type Device, startBackend } from "../../../../src/tensor/backends.ts";
import { RandomStream } from "../../../../src/tensor/random.ts";
import { largestDifference } from "../../../support/check-ops.ts";
import { evaluated, withGradients } from "../../../support/interpreter/check-graph.ts";
import { lesser, onGpu } from "../../../support/interpreter/run-on-gpu.ts";
import { type OpsCase, valuesFor } from "../../../support/ops-case.ts";
import { oddCase } from "../../../support/odd-cases.ts";
import { opsCases } from "../../../support/ops-cases.ts";

let device: Device;
beforeAll(async () => {
  device = await startBackend("webgpu");
});

/** Squares of sums of some hundred products leave about four digits in single precision. */
const TOLERANCE = 1e-4;

type Recorded = Pick<OpsCase, "inputs" | "compute">;

async function expectSame(
  each: Recorded,
  values: readonly Float32Array[],
  how: { readonly schedule?: "levels" | "whole steps"; readonly isSoftware?: boolean } = {},
): Promise<void> {
  const given = await onGpu(device.gpu!, each.inputs, values, withGradients(each), how);
  const doubles = values.map((input) => Float64Array.from(input));
  expect(largestDifference(given, evaluated(each.inputs, doubles, withGradients(each)))).toBeLessThan(TOLERANCE);
  expect(device.failure()).toBeNull();
}

const drawn = (random: RandomStream, shape: readonly number[]) =>
  Float32Array.from(
    { length: shape.reduce((product, extent) => product * extent, 1) },
    () => random.nextUniform() - 0.5,
  );

describe.each(["levels", "whole steps"] as const)("in %s", (schedule) => {
  test.each(opsCases)("$name", (each) => expectSame(each, valuesFor(each), { schedule }));
});

test.each([
  [64, 16, 32],
  [65, 17, 33],
  [63, 200, 31],
  [128, 40, 10],
  [17, 300, 70],
  [9, 1000, 12],
  [130, 40, 127],
])("a product of %i x %i and %i columns, with a bias and a bend", async (rows, depth, columns) => {
  const random = new RandomStream(rows, columns);
  const each: Recorded = {
    inputs: [[rows, depth], [depth, columns], [columns]],
    compute: (ops, [x, w, b]) => ops.tanh(ops.add(ops.matmul(x!, w!), b!)),
  };
  const values = each.inputs.map((shape) => drawn(random, shape));
  await expectSame(each, values);
  await expectSame(each, values, { isSoftware: false });
});

test.each(Array.from({ length: 8 }, (_, seed) => seed))("odd shapes, draw %i", async (seed) => {
  const each = oddCase(seed);
  await expectSame(each, each.values, { isSoftware: seed % 2 === 0 });
});

test.each([true, false])("each tile gives the same bits; played by software: %s", async (isSoftware) => {
  const random = new RandomStream(5, 9);
  const shapes = [
    [70, 40],
    [40, 40],
  ];
  const values = shapes.map((shape) => drawn(random, shape));
  const results = await Promise.all(
    TILES.map((_, which) => {
      const tileCosts = TILES.map((_tile, at) => (at === which ? 1 : 1000));
      const product = (ops: Recorder, [x, w]: readonly Node[]) => ops.reshape(ops.matmul(x!, w!), [2800]);
      return onGpu(device.gpu!, shapes, values, product, { isSoftware, tileCosts });
    }),
  );
  for (const each of results) expect(each).toEqual(results[0]);
});

test("tiles are measured, unless it takes too long", async () => {
  const costs = async (tick: number) => {
    let ticks = 0;
    return measureTiles({ ...device, gpu: device.gpu! }, () => (ticks += tick));
  };
  expect(await costs(5)).toEqual(TILES.map(() => 1));
  expect(await costs(2000)).toBeNull();
  expect(device.failure()).toBeNull();
});

test.each([
  { size: [14, 13], filters: 16, over: { strides: [1, 1], padding: "same" } },
  { size: [15, 12], filters: 9, over: { strides: [2, 2], padding: "valid" } },
  { size: [14, 13], filters: 60, over: { strides: [1, 1], padding: "valid" } },
  { size: [12, 12], filters: 8, over: { strides: [1, 1], padding: "valid", dilation: [2, 2] } },
] as const)("a convolution of $size by $over.strides", async ({ size, filters, over }) => {
  const random = new RandomStream(filters, 3);
  const each: Recorded = {
    inputs: [
      [3, ...size, 6],
      [3, 3, 6, filters],
    ],
    compute: (ops, [x, w]) =>
      ops.maxPool2d(ops.relu(ops.conv2d(x!, w!, over)), [2, 2], { strides: [2, 2], padding: "same" }),
  };
  const values = each.inputs.map((shape) => drawn(random, shape));
  await expectSame(each, values);
  await expectSame(each, values, { isSoftware: false });
});

test("what a binding cannot hold is refused before it is asked for", async () => {
  const long = onGpu(device.gpu!, [[300_000_000]], [], (ops, [x]) => ops.reshape(ops.sum(x!), [1]));
  await expect(long).rejects.toThrow(/a step needs 1145 MB in one piece/);
  const shapes = [
    [20_000, 1],
    [1, 20_000],
  ];
  const wide = onGpu(
    device.gpu!,
    shapes,
    shapes.map(() => new Float32Array(20_000)),
    (ops, [x, y]) => ops.reshape(ops.sum(ops.square(ops.matmul(x!, y!))), [1]),
  );
  await expect(wide).rejects.toThrow(/a step needs 1526 MB in one piece/);
  expect(device.failure()).toBeNull();
});

test("more workgroups than go in a dimension", async () => {
  const each: Recorded = {
    inputs: [
      [300, 12],
      [12, 200],
    ],
    compute: (ops, [x, w]) => ops.matmul(x!, w!),
  };
  const random = new RandomStream(3, 7);
  const values = each.inputs.map((shape) => drawn(random, shape));
  const whole = await onGpu(device.gpu!, each.inputs, values, withGradients(each));
  // Twenty tiles of 64 x 64 in three rows of seven.
  expect(await onGpu(lesser(device.gpu!, { workgroups: 7 }), each.inputs, values, withGradients(each))).toEqual(whole);
  expect(device.failure()).toBeNull();
});

test.each([
  ["by subgroups, where the device has them", () => device.gpu!],
  ["without subgroups", () => lesser(device.gpu!, { features: [] })],
] as const)("a sum of twenty thousand numbers keeps its digits, %s", async (_how, gpu) => {
  const values = Float32Array.from({ length: 20_000 }, (_, at) => 1 + (at % 7) / 10);
  const [sum] = await onGpu(gpu(), [[20_000]], [values], (ops, [x]) => ops.reshape(ops.sum(x!), [1]));
  const exact = values.reduce((total, value) => total + value, 0);
  expect(Math.abs(sum! - exact) / exact).toBeLessThan(1e-6);
});
