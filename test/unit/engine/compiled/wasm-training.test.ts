/** The trainer compiled to WebAssembly takes the reference trainer's steps, whatever the network, loss and optimizer. */
import { beforeAll, describe, test } from "vitest";
import { layers } from "../../../../src/catalog/layers/index.ts";
import { WasmMachine } from "../../../../src/engine/compiled/wasm/wasm-machine.ts";
import { type Device, startBackend } from "../../../../src/tensor/backends.ts";
import { type CreateMachine, expectSameTraining } from "../../../support/interpreter/compare-trainers.ts";
import { layerNetwork } from "../../../support/layer-networks.ts";
import { dataCases, layerCases, lossCases, optimizerCases, settingCases } from "../../../support/training-cases.ts";

let device: Device;
beforeAll(async () => {
  device = await startBackend("cpu");
});

const createMachine: CreateMachine = (layout, data) => new WasmMachine(layout, data);

describe.each([
  ["layers", layerCases],
  ["losses", lossCases],
  ["optimizers", optimizerCases],
  ["what stands around an optimizer", settingCases],
  ["what the data asks of a step", dataCases],
] as const)("%s", (_kind, cases) => {
  test.each(cases)("$name", ({ data, layers: stack, training }) =>
    expectSameTraining(device, data, { layers: stack, training: training ?? {} }, { steps: 50, createMachine }),
  );
});

test.each(layers)("a network around $id", async ({ id }) => {
  const { data, layers: stack } = layerNetwork(id);
  // Adam would make a step of the rounding where a gradient is 0, as that of a key's bias is.
  const training = { batchSize: 16, optimizer: { id: "sgd", learningRate: 0.02 } };
  await expectSameTraining(device, data, { layers: stack, training }, { steps: 50, createMachine });
});
