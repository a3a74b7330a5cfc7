/** One seeded run on several backends: the same batches, the same random numbers, losses within 1e-4. */
import { expect, test } from "vitest";
import type { LayerInput } from "../../../src/catalog/layers/index.ts";
import { type BackendName, startBackend } from "../../../src/tensor/backends.ts";
import { RandomStream } from "../../../src/tensor/random.ts";
import { deviceMemory } from "../../../src/tensor/scope.ts";
import { wasmFileUrl } from "../../../src/tensor/wasm-file.ts";
import { type TrainerData, buildTrainer, dataOf, lossesOf, madeData, plain } from "../../support/build-trainer.ts";
import { largestDifference } from "../../support/check-ops.ts";

async function trained(
  backend: BackendName,
  data: TrainerData,
  layers: readonly LayerInput[],
  training: Readonly<Record<string, unknown>>,
  steps: number,
) {
  const device = await startBackend(backend, { wasmUrl: wasmFileUrl });
  const { trainer } = await buildTrainer(device, data, { layers, training });
  const losses = await lossesOf(trainer, steps);
  const tensors = deviceMemory().tensors;
  const more = await lossesOf(trainer, 2);
  expect(deviceMemory().tensors).toBe(tensors);
  const result = {
    losses: [...losses, ...more],
    evaluation: await trainer.evaluate("train"),
    checkpoint: await trainer.snapshot(),
  };
  trainer.dispose();
  device.ops.dispose();
  return result;
}

const perceptron: readonly LayerInput[] = [
  { type: "dense", units: 16, activation: "relu", kernelInitializer: "he-uniform" },
  { type: "dropout", rate: 0.2 },
  { type: "dense", units: 2 },
];
const cnn: readonly LayerInput[] = [
  { type: "conv2d", filters: 4, activation: "relu" },
  { type: "max-pooling2d" },
  { type: "conv2d", filters: 6, padding: "same", activation: "relu" },
  { type: "max-pooling2d" },
  { type: "flatten" },
  { type: "dense", units: 3 },
];

function pictures(rows: number): TrainerData {
  const random = new RandomStream(2, 9);
  const inputs = Float32Array.from({ length: rows * 144 }, () => random.nextUniform());
  return dataOf(
    [12, 12, 1],
    inputs,
    Int32Array.from({ length: rows }, (_, row) => row % 3),
  );
}

test.each(["wasm", "webgpu"] as const)("a perceptron with dropout trains on %s as on cpu", async (backend) => {
  const training = { optimizer: { id: "adam", learningRate: 0.01 }, batchSize: 16 };
  const expected = await trained("cpu", madeData(50), perceptron, training, 12);
  const given = await trained(backend, madeData(50), perceptron, training, 12);
  expect(largestDifference(given.losses, expected.losses)).toBeLessThan(1e-4);
  expect(given.evaluation!.measures["accuracy"]).toBeCloseTo(expected.evaluation!.measures["accuracy"]!, 2);
});

test.each(["wasm", "webgpu"] as const)("a convolutional network trains on %s as on cpu", async (backend) => {
  const training = { optimizer: { id: "momentum", learningRate: 0.02 }, batchSize: 8 };
  const expected = await trained("cpu", pictures(20), cnn, training, 6);
  const given = await trained(backend, pictures(20), cnn, training, 6);
  expect(largestDifference(given.losses, expected.losses)).toBeLessThan(1e-4);
  const weights = plain(expected.checkpoint);
  for (const [name, values] of Object.entries(plain(given.checkpoint))) {
    expect(largestDifference(values, weights[name]!)).toBeLessThan(1e-4);
  }
});

test.each(["wasm", "webgpu"] as const)("a seeded run repeats bit for bit on %s", async (backend) => {
  const training = { optimizer: { id: "adam" }, batchSize: 16 };
  const first = await trained(backend, madeData(50), perceptron, training, 6);
  const second = await trained(backend, madeData(50), perceptron, training, 6);
  expect(second.losses).toEqual(first.losses);
  expect(plain(second.checkpoint)).toEqual(plain(first.checkpoint));
});
