/** Steps of the compiled trainer on WebGPU are steps of the reference trainer, in whole steps and level by level. */
import { beforeAll, describe, expect, test } from "vitest";
import { GpuMachine } from "../../../../src/engine/compiled/wgsl/gpu-machine.ts";
import { placeData } from "../../../../src/engine/compiled/wgsl/gpu-data.ts";
import { type Device, startBackend } from "../../../../src/tensor/backends.ts";
import { type CreateMachine, expectSameTraining } from "../../../support/interpreter/compare-trainers.ts";
import { layerCases, optimizerCases, settingCases } from "../../../support/training-cases.ts";

let reference: Device;
let gpu: GPUDevice;
let failure: Device["failure"];
beforeAll(async () => {
  const webgpu = await startBackend("webgpu");
  gpu = webgpu.gpu!;
  ({ failure } = webgpu);
  reference = await startBackend("cpu");
});

describe.each(["whole steps", "levels"] as const)("in %s", (schedule) => {
  const createMachine: CreateMachine = (layout, data) =>
    new GpuMachine({ gpu, failure }, layout, placeData(gpu, data), { schedule });

  describe.each([
    ["layers and losses", layerCases],
    ["optimizers", optimizerCases],
    ["what stands around an optimizer", settingCases],
  ] as const)("%s", (_kind, cases) => {
    test.each(cases)("$name", async ({ data, layers, training }) => {
      const at = { steps: 50, createMachine };
      await expectSameTraining(reference, data, { layers, training: training ?? {} }, at);
      expect(failure()).toBeNull();
    });
  });
});
