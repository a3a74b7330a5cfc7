/** Fifty steps of the compiled trainer are fifty steps of the reference trainer: by operation, and by kernel as planned. */
import { beforeAll, describe, test } from "vitest";
import { layers } from "../../../../src/catalog/layers/index.ts";
import { type Device, startBackend } from "../../../../src/tensor/backends.ts";
import { expectSameTraining } from "../../../support/interpreter/compare-trainers.ts";
import { planningMachine } from "../../../support/interpreter/interpreting-machine.ts";
import { layerNetwork } from "../../../support/layer-networks.ts";
import { dataCases, layerCases, lossCases, optimizerCases, settingCases } from "../../../support/training-cases.ts";

let device: Device;
beforeAll(async () => {
  device = await startBackend("cpu");
});

describe.each([
  ["layers", layerCases],
  ["losses", lossCases],
  ["optimizers", optimizerCases],
  ["what stands around an optimizer", settingCases],
  ["what the data asks of a step", dataCases],
] as const)("%s", (_kind, cases) => {
  test.each(cases)("$name", ({ data, layers: stack, training }) =>
    expectSameTraining(device, data, { layers: stack, training: training ?? {} }, { steps: 50 }),
  );

  test.each(cases)("$name, planned", ({ data, layers: stack, training }) =>
    expectSameTraining(
      device,
      data,
      { layers: stack, training: training ?? {} },
      { steps: 8, createMachine: planningMachine },
    ),
  );
});

test("examples that come with the steps", async () => {
  const { data, layers: stack, training } = layerCases.find(({ name }) => name === "convolution and pooling")!;
  await expectSameTraining(device, data, { layers: stack, training }, { steps: 8, isStreamed: true });
});

test.each(layers)("a network around $id", async ({ id }) => {
  const { data, layers: stack } = layerNetwork(id);
  // Adam would make a step of the rounding where a gradient is 0, as that of a key's bias is.
  const training = { batchSize: 16, optimizer: { id: "sgd", learningRate: 0.05 } };
  await expectSameTraining(device, data, { layers: stack, training }, { steps: 6 });
});
