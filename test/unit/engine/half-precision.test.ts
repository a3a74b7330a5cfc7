/** Half precision is taken where the run's own first steps come to the same losses, and the run says which it takes. */
import { beforeAll, expect, test } from "vitest";
import type { LayerInput } from "../../../src/catalog/layers/index.ts";
import { createTrainer } from "../../../src/engine/create-trainer.ts";
import { chooseHalves } from "../../../src/engine/half-precision.ts";
import { type Device, startBackend } from "../../../src/tensor/backends.ts";
import { buildTrainer, dataOf, lossesOf, madeData, plain } from "../../support/build-trainer.ts";
import { buildBoth } from "../../support/interpreter/compare-trainers.ts";
import { nodeGpu } from "../../support/node-gpu.ts";

let device: Device;
beforeAll(async () => {
  device = await startBackend("wasm");
});

const layers: readonly LayerInput[] = [
  { type: "dense", units: 40, activation: "relu" },
  { type: "dense", units: 48, activation: "tanh" },
  { type: "dense", units: 2 },
];
const data = madeData(100);
const build = async (learningRate: number) => {
  const training = { batchSize: 32, optimizer: { id: "sgd", learningRate } };
  return (await buildBoth(device, data, { layers, training })).compiled;
};

test.each([
  ["strays a little", 0.1001, "half precision: over the first 10 steps", 0.1001],
  ["strays far", 0.5, "single precision: in half, the loss of the first 10 steps differed by up to", 0.1],
  ["is the same", 0.1, "single precision: nothing in this network is large enough", 0.1],
])("where half precision %s", async (_name, rate, told, taken) => {
  // Another rate stands for what other rounding would come to.
  const { trainer, note } = await chooseHalves(await build(0.1), await build(rate), 50);
  expect(note.en).toContain(told);
  // The run begins at its first step.
  const alone = await build(taken);
  expect(await lossesOf(trainer, 12)).toEqual(await lossesOf(alone, 12));
  expect(plain(await trainer.snapshot())).toEqual(plain(await alone.snapshot()));
});

test("where half precision comes to no numbers", async () => {
  const far = dataOf([1], Float32Array.of(1e18, -1e18, 2e18), Float32Array.of(1, -1, 2));
  const one = async (id: string, learningRate: number) => {
    const course = { optimizer: { id, learningRate }, batchSize: 3 };
    return (await buildBoth(device, far, { layers: [{ type: "dense", units: 1 }], training: course })).compiled;
  };
  const single = await one("lion", 1e-6);
  const { trainer, note } = await chooseHalves(single, await one("sgd", 1000), 50);
  expect(trainer).toBe(single);
  expect(note.en).toContain("single precision: in half, the first steps did not come to numbers");
});

const training = { batchSize: 64, epochs: 20, halfPrecision: true };

test.each(["compiled", "reference"] as const)("without a GPU that has it, the %s trainer says so", async (wanted) => {
  const { setup } = await buildTrainer(device, data, { layers, training });
  const { trainer, kind, note } = await createTrainer(wanted, device, setup, data, () => 0);
  expect(kind).toBe(wanted);
  expect(note?.en).toContain("single precision: half takes the compiled trainer on a WebGPU device");
  trainer.dispose();
});

const gpu = await nodeGpu();
const hasHalves = typeof gpu !== "string" && gpu.features.has("shader-f16");
if (!hasHalves) console.warn("A run in half precision is not tried: Node has no GPU with shader-f16.");

test.skipIf(!hasHalves)("with such a GPU a run takes it", { timeout: 300_000 }, async () => {
  const gpuDevice: Device = { ...device, backend: "webgpu", gpu: gpu as GPUDevice, threads: null };
  const { setup } = await buildTrainer(device, data, { layers, training });
  const { trainer, note } = await createTrainer("auto", gpuDevice, setup, data, () => 0);
  expect(note?.en).toContain("Products are computed in half precision: over the first 10 steps");
  const { trainer: reference } = await buildTrainer(device, data, { layers, training });
  const [given, exact] = [await lossesOf(trainer, 30), await lossesOf(reference, 30)];
  // What it is taken for in the first steps holds for some more of them.
  for (const [step, loss] of given.entries()) expect(Math.abs(loss / exact[step]! - 1)).toBeLessThan(0.01);
  expect(given).not.toEqual(exact);
  trainer.dispose();
});
