import { beforeAll, expect, test } from "vitest";
import type { LayerInput } from "../../../src/catalog/layers/index.ts";
import { optimizers } from "../../../src/catalog/optimizers/index.ts";
import { type Device, startBackend } from "../../../src/tensor/backends.ts";
import { buildTrainer, lossesOf, madeData, plain } from "../../support/build-trainer.ts";
import { runProject } from "../../support/run-project.ts";

let device: Device;
beforeAll(async () => {
  device = await startBackend("cpu");
});

const layers: readonly LayerInput[] = [
  { type: "dense", units: 8, activation: "tanh" },
  { type: "dense", units: 2 },
];

test.each(optimizers)("$id leaves a frozen layer as it was, bit for bit, and keeps nothing for it", async ({ id }) => {
  const training = { optimizer: { id }, layerRates: { "dense-1": 0 }, batchSize: 16 };
  const { trainer } = await buildTrainer(device, madeData(50), { layers, training });
  const before = plain(await trainer.snapshot());
  await lossesOf(trainer, 5);
  const after = plain(await trainer.snapshot());
  trainer.dispose();
  expect(after["parameter/dense-1/kernel"]).toEqual(before["parameter/dense-1/kernel"]);
  expect(after["parameter/dense-1/bias"]).toEqual(before["parameter/dense-1/bias"]);
  expect(after["parameter/dense-2/kernel"]).not.toEqual(before["parameter/dense-2/kernel"]);
  expect(Object.keys(after).filter((name) => /^optimizer.*dense-1/.test(name))).toEqual([]);
});

const moons = (layerRates: Readonly<Record<string, number>>) => ({
  data: { id: "moons" },
  model: { architecture: "mlp", config: { units: [8], dropout: 0.1 } },
  training: { layerRates, epochs: 1 },
});

test.each([
  ["a layer that is not there", { "dence-1": 0.5 }, /layerRates: there is no layer "dence-1".*mean "dense-1".*dense-2/],
  ["a layer without weights", { "dropout-1": 0.5 }, /"dropout-1" with weights/],
  ["all layers frozen", { "dense-1": 0, "dense-2": 0 }, /layerRates: every layer is frozen/],
  ["a negative factor", { "dense-1": -1 }, /training\.layerRates\.dense-1: must be at least 0, but is -1/],
])("%s is refused with a sentence", async (_, layerRates, sentence) => {
  await expect(runProject(moons(layerRates))).rejects.toThrow(sentence);
});
