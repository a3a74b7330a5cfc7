/** The kernels for WebGPU in Node, where Dawn finds something to run them on; the browser's tests have more of them. */
import { expect, test } from "vitest";
import type { Node } from "../../../../src/engine/compiled/graph.ts";
import type { Recorder } from "../../../../src/engine/compiled/record-ops.ts";
import { largestDifference } from "../../../support/check-ops.ts";
import { evaluated, withGradients } from "../../../support/interpreter/check-graph.ts";
import { onGpu } from "../../../support/interpreter/run-on-gpu.ts";
import { nodeGpu } from "../../../support/node-gpu.ts";
import { oddCase } from "../../../support/odd-cases.ts";

type Build = (ops: Recorder, inputs: readonly Node[]) => Node;

const gpu = await nodeGpu();
if (typeof gpu === "string") console.warn(`Kernels for WebGPU are not run in Node: ${gpu}.`);

/** Each draw has some of every kind of kernel. */
test.skipIf(typeof gpu === "string").each([101, 103])("odd shapes, draw %i", { timeout: 300_000 }, async (seed) => {
  const each = oddCase(seed);
  const doubles = each.values.map((input) => Float64Array.from(input));
  const exact = evaluated(each.inputs, doubles, withGradients(each));
  for (const isSoftware of [true, false]) {
    const given = await onGpu(gpu as GPUDevice, each.inputs, each.values, withGradients(each), { isSoftware });
    expect(largestDifference(given, exact), each.told).toBeLessThan(1e-4);
  }
});

const hasHalves = typeof gpu !== "string" && gpu.features.has("shader-f16");
if (!hasHalves) console.warn("Products in half precision are not tried: the GPU that Node has is without shader-f16.");

test.skipIf(!hasHalves).each([
  [65, 17, 33],
  [17, 300, 70],
  [9, 1000, 12],
])("a product of %i x %i and %i columns in half precision", { timeout: 300_000 }, async (rows, depth, columns) => {
  const inputs = [
    [rows, depth],
    [depth, columns],
  ];
  const values = inputs.map(([m, n]) => Float32Array.from({ length: m! * n! }, (_, at) => Math.sin(at)));
  const build: Build = (ops, [a, b]) => ops.matmul(a!, b!);
  const doubles = values.map((input) => Float64Array.from(input));
  const given = await onGpu(gpu as GPUDevice, inputs, values, build, { isSoftware: false, inHalves: true });
  const difference = largestDifference(given, evaluated(inputs, doubles, build));
  // Factors of up to 1 are each off by 2^-11 at most, and over a thousand terms most of that cancels out.
  expect(difference).toBeLessThan(1e-2);
  // Single precision comes nearer.
  expect(difference).toBeGreaterThan(1e-5);
});
