/** Whole trainings that PyTorch has done; `test/fixtures/golden/make-training.py` says how. */
import { expect } from "vitest";
import type { LayerInput } from "../../src/catalog/layers/index.ts";
import type { Device } from "../../src/tensor/backends.ts";
import golden from "../fixtures/golden/training.json" with { type: "json" };
import { buildTrainer, dataOf, lossesOf } from "./build-trainer.ts";
import { largestDifference } from "./check-ops.ts";

const layers: readonly LayerInput[] = [
  { type: "dense", units: 7, activation: "tanh" },
  { type: "dense", units: 3 },
];
const firstWeights: Readonly<Record<string, readonly number[]>> = golden.weights;

export type GoldenTraining = (typeof golden.cases)[number];

/** Each with a title. */
export const goldenTrainings: readonly (readonly [string, GoldenTraining])[] = golden.cases.map((each) => [
  `${each.name} ${JSON.stringify(each.training)}`,
  each,
]);

/** Trains so on `device` and compares losses and weights, relative to the larger of 1 and what they should be. */
export async function expectGoldenTraining(device: Device, each: GoldenTraining, tolerance: number): Promise<void> {
  const data = dataOf([5], Float32Array.from(golden.inputs), Int32Array.from(golden.targets));
  const training = { batchSize: 24, ...each.training };
  const { trainer } = await buildTrainer(device, data, { layers, training, isShuffled: false });
  const initial = await trainer.snapshot();
  const tensors = initial.tensors.map((tensor) => {
    const values = firstWeights[tensor.name.replace("parameter/", "")];
    return values === undefined ? tensor : { ...tensor, values: Float32Array.from(values) };
  });
  trainer.restore({ ...initial, tensors });
  const losses = await lossesOf(trainer, golden.steps);
  const tenth = losses.filter((_, at) => at % 10 === 0);
  expect(largestDifference(tenth, each.losses)).toBeLessThan(tolerance);
  const trained: Readonly<Record<string, readonly number[]>> = each.trained;
  const saved = new Map((await trainer.snapshot()).tensors.map(({ name, values }) => [name, values]));
  for (const [path, values] of Object.entries(trained)) {
    expect(largestDifference(saved.get(`parameter/${path}`)!, values), path).toBeLessThan(tolerance);
  }
  trainer.dispose();
}
