/** Fifty steps of the compiled trainer are fifty steps of the reference trainer: by operation, and by kernel as planned. */
import { beforeAll, describe, expect, test } from "vitest";
import { layers } from "../../../../src/catalog/layers/index.ts";
import { type Device, startBackend } from "../../../../src/tensor/backends.ts";
import { expectSameTraining } from "../../../support/interpreter/compare-trainers.ts";
import { planningMachine } from "../../../support/interpreter/interpreting-machine.ts";
import { layerCases, optimizerCases, settingCases } from "../../../support/training-cases.ts";

let device: Device;
beforeAll(async () => {
  device = await startBackend("cpu");
});

describe.each([
  ["layers and losses", layerCases],
  ["optimizers", optimizerCases],
  ["what stands around an optimizer", settingCases],
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

test("every layer of the catalog is among these", () => {
  const used = new Set(layerCases.flatMap((each) => each.layers.map(({ type }) => type)));
  expect([...used].toSorted()).toEqual(layers.map(({ id }) => id).toSorted());
});
