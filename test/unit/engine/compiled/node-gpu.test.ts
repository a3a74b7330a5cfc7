/** The kernels for WebGPU in Node, where Dawn finds something to run them on; the browser's tests have more of them. */
import { expect, test } from "vitest";
import { largestDifference } from "../../../support/check-ops.ts";
import { evaluated, withGradients } from "../../../support/interpreter/check-graph.ts";
import { onGpu } from "../../../support/interpreter/run-on-gpu.ts";
import { nodeGpu } from "../../../support/node-gpu.ts";
import { oddCase } from "../../../support/odd-cases.ts";

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
