/** Steps of the compiled trainer on WebGPU are steps of the reference trainer, in whole steps and level by level. */
import { beforeAll, describe, expect, test } from "vitest";
import { layers as allLayers } from "../../../../src/catalog/layers/index.ts";
import { GpuMachine } from "../../../../src/engine/compiled/wgsl/gpu-machine.ts";
import { placeData } from "../../../../src/engine/compiled/wgsl/gpu-data.ts";
import { type Device, startBackend } from "../../../../src/tensor/backends.ts";
import { type CreateMachine, expectSameTraining } from "../../../support/interpreter/compare-trainers.ts";
import { layerNetwork } from "../../../support/layer-networks.ts";
import { dataCases, layerCases, lossCases, optimizerCases, settingCases } from "../../../support/training-cases.ts";

let reference: Device;
let gpu: GPUDevice;
let failure: Device["failure"];
beforeAll(async () => {
  const webgpu = await startBackend("webgpu");
  gpu = webgpu.gpu!;
  ({ failure } = webgpu);
  reference = await startBackend("cpu");
});

/** A step's kernels are the same in both schedules, so one of them need not see every optimizer. */
const schedules = [
  ["whole steps", [...layerCases, ...lossCases, ...optimizerCases, ...settingCases, ...dataCases]],
  ["levels", [...layerCases, ...dataCases, ...settingCases.slice(-2)]],
] as const;

describe.each(schedules)("in %s", (schedule, cases) => {
  const createMachine: CreateMachine = (layout, data) =>
    new GpuMachine({ gpu, failure, isSoftware: true }, layout, placeData(gpu, data), { schedule });

  test.each(cases)("$name", async ({ data, layers, training }) => {
    await expectSameTraining(reference, data, { layers, training: training ?? {} }, { steps: 50, createMachine });
    expect(failure()).toBeNull();
  });
});

test.each(allLayers)("a network around $id", async ({ id }) => {
  const { data, layers: stack } = layerNetwork(id);
  // Adam would make a step of the rounding where a gradient is 0, as that of a key's bias is.
  const training = { batchSize: 16, optimizer: { id: "sgd", learningRate: 0.02 } };
  const createMachine: CreateMachine = (layout, held) =>
    new GpuMachine({ gpu, failure, isSoftware: true }, layout, placeData(gpu, held));
  // A GPU may be off by 2^-11 in the cosine that normal draws are made with.
  const tolerance = id.startsWith("gaussian") ? 1e-3 : 1e-4;
  await expectSameTraining(reference, data, { layers: stack, training }, { steps: 50, createMachine, tolerance });
  expect(failure()).toBeNull();
});
