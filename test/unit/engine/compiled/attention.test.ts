/** Attention without its scores in memory: found in what layers record, planned, and the same numbers. */
import { beforeAll, describe, expect, test } from "vitest";
import type { LayerInput } from "../../../../src/catalog/layers/index.ts";
import { layoutOf } from "../../../../src/engine/compiled/layout.ts";
import { type Plan, planProgram } from "../../../../src/engine/compiled/plan/plan.ts";
import { recordEvaluation, recordTraining } from "../../../../src/engine/compiled/record-training.ts";
import { GpuMachine } from "../../../../src/engine/compiled/wgsl/gpu-machine.ts";
import { placeData } from "../../../../src/engine/compiled/wgsl/gpu-data.ts";
import { type Device, startBackend } from "../../../../src/tensor/backends.ts";
import { attentionCases } from "../../../support/attention-cases.ts";
import { buildTrainer, dataOf } from "../../../support/build-trainer.ts";
import { largestDifference } from "../../../support/check-ops.ts";
import { evaluated, recordedGradientError, withGradients } from "../../../support/interpreter/check-graph.ts";
import { type CreateMachine, expectSameTraining } from "../../../support/interpreter/compare-trainers.ts";
import { onGpu } from "../../../support/interpreter/run-on-gpu.ts";
import { layerNetwork } from "../../../support/layer-networks.ts";
import { nodeGpu } from "../../../support/node-gpu.ts";

let device: Device;
beforeAll(async () => {
  device = await startBackend("cpu");
});

const causal: LayerInput = { type: "attention", causal: true };
const heads = (dropout: number): LayerInput => ({ type: "multi-head-attention", numHeads: 2, keyDim: 4, dropout });
const block: LayerInput = { type: "transformer-block", numHeads: 1, feedForward: 8, causal: true };
const tokens: LayerInput = { type: "embedding", inputDim: 8, outputDim: 4, maskZero: true };
const pooling: LayerInput = { type: "global-average-pooling1d" };

const always = { keys: 1, width: 256 };
const gpu = await nodeGpu();
if (typeof gpu === "string") console.warn(`Kernels for WebGPU are not run in Node: ${gpu}.`);

describe.skipIf(typeof gpu === "string")("on a GPU", () => {
  test.each(attentionCases)("$name", { timeout: 300_000 }, async (each) => {
    const doubles = each.values.map((input) => Float64Array.from(input));
    const exact = evaluated(each.inputs, doubles, withGradients(each));
    for (const isSoftware of [true, false]) {
      const how = { isSoftware, attention: always };
      const given = await onGpu(gpu as GPUDevice, each.inputs, each.values, withGradients(each), how);
      expect(largestDifference(given, exact), `played by software: ${isSoftware}`).toBeLessThan(1e-5);
    }
  });

  test.each([
    { name: "causal attention", on: "attention", layers: [causal, { type: "flatten" }] },
    { name: "a causal transformer block", on: "transformer-block", layers: [block, { type: "flatten" }] },
    { name: "heads over padded tokens", on: "embedding", layers: [tokens, heads(0), pooling] },
  ] as const)(
    "fifty steps of $name are those of the reference trainer",
    { timeout: 300_000 },
    async ({ on, layers }) => {
      const { data } = layerNetwork(on);
      const training = { batchSize: 16, optimizer: { id: "sgd", learningRate: 0.02 } };
      const target = { gpu: gpu as GPUDevice, failure: () => null, isSoftware: false, attention: always };
      const createMachine: CreateMachine = (layout, held) =>
        new GpuMachine(target, layout, placeData(gpu as GPUDevice, held), { schedule: "levels" });
      const given = { layers: [...layers, { type: "dense", units: 2 } as const], training };
      await expectSameTraining(device, data, given, { steps: 50, createMachine });
    },
  );
});

test.each(attentionCases.slice(0, 2))("by finite differences: $name", (each) => {
  const doubles = each.values.map((input) => Float64Array.from(input));
  expect(recordedGradientError(each, doubles, [])).toBeLessThan(1e-6);
});

/** A sequence of eight numbers a step, learnt by such layers. */
async function plansOf(steps: number, layers: readonly LayerInput[], training: Readonly<Record<string, unknown>> = {}) {
  const batch = 2;
  const data = dataOf([steps, 8], new Float32Array(2 * batch * steps * 8), Int32Array.of(0, 1, 0, 1));
  const stack: readonly LayerInput[] = [...layers, pooling, { type: "dense", units: 2 }];
  const { setup } = await buildTrainer(device, data, { layers: stack, training: { batchSize: batch, ...training } });
  const layout = layoutOf(setup.program, setup.optimizer, setup.units);
  const plans = (program: Parameters<typeof planProgram>[0]) => ({
    composed: planProgram(program, layout.variables),
    tiled: planProgram(program, layout.variables, { attention: always }),
  });
  return {
    ...plans(recordTraining(setup, layout, batch)),
    evaluation: plans(recordEvaluation(setup, layout, batch, { evaluated: null, isGiven: false })).tiled,
  };
}

function partsOf({ levels }: Plan): readonly string[] {
  return levels.flat().flatMap(({ attention }) => (attention === undefined ? [] : [attention.part]));
}

test.each([
  ["attention", causal],
  ["multi-head attention", heads(0)],
  ["a transformer block", block],
])("a step of %s is one kernel forward and two back", async (_name, layer) => {
  const { composed, tiled, evaluation } = await plansOf(12, [{ type: "dense", units: 8 }, layer]);
  expect(partsOf(tiled)).toEqual(expect.arrayContaining(["answers", "queries", "keys and values"]));
  expect(partsOf(tiled)).toHaveLength(3);
  expect(partsOf(evaluation)).toEqual(["answers"]);
  expect(partsOf(composed)).toEqual([]);
  expect(tiled.levels.length).toBeLessThan(composed.levels.length);
});

test("steps that go up first and layers after one another are found too", async () => {
  const { tiled } = await plansOf(12, [block, heads(0)], { wrappers: [{ id: "sharpness" }] });
  expect(partsOf(tiled)).toHaveLength(12);
});

test("with dropout among the weights it stays as it was recorded", async () => {
  const { tiled, evaluation } = await plansOf(12, [heads(0.2)]);
  expect(partsOf(tiled)).toEqual([]);
  expect(partsOf(evaluation)).toEqual(["answers"]);
});

test("what a step holds grows with a sequence's length, not with its square", async () => {
  const [half, whole] = [await plansOf(256, [block]), await plansOf(512, [block])];
  // Two examples have so many scores, and they lie there more than once.
  expect(whole.composed.sizes.scratch).toBeGreaterThan(2 * 2 * 512 * 512);
  expect(whole.tiled.sizes.scratch).toBeLessThan(2.1 * half.tiled.sizes.scratch);
  expect(whole.tiled.sizes.scratch).toBeLessThan(whole.composed.sizes.scratch / 10);
});
