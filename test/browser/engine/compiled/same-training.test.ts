/** Steps of the compiled trainer on WebGPU are steps of the reference trainer, in whole steps and level by level. */
import { beforeAll, describe, expect, test } from "vitest";
import { GpuMachine } from "../../../../src/engine/compiled/wgsl/gpu-machine.ts";
import { placeData } from "../../../../src/engine/compiled/wgsl/gpu-data.ts";
import { type Device, startBackend } from "../../../../src/tensor/backends.ts";
import { type CreateMachine, expectSameTraining } from "../../../support/interpreter/compare-trainers.ts";
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
