/** Fifty steps of a whole network against PyTorch's; `make-training.py` says how the numbers were made. */
import { beforeAll, describe, expect, test } from "vitest";
import type { LayerInput } from "../../../src/catalog/layers/index.ts";
import { type Device, startBackend } from "../../../src/tensor/backends.ts";
import golden from "../../fixtures/golden/training.json" with { type: "json" };
import { buildTrainer, dataOf, lossesOf } from "../../support/build-trainer.ts";
import { largestDifference } from "../../support/check-ops.ts";

const layers: readonly LayerInput[] = [
  { type: "dense", units: 7, activation: "tanh" },
  { type: "dense", units: 3 },
];
const firstWeights: Readonly<Record<string, readonly number[]>> = golden.weights;
const data = dataOf([5], Float32Array.from(golden.inputs), Int32Array.from(golden.targets));

describe.each(["cpu", "wasm"] as const)("%s trains as PyTorch does", (backend) => {
  let device: Device;
  beforeAll(async () => {
    device = await startBackend(backend);
  });

  test.each(golden.cases.map((each) => [`${each.name} ${JSON.stringify(each.training)}`, each] as const))(
    "%s",
    async (_name, { training, losses, trained }) => {
      const { trainer } = await buildTrainer(device, data, { layers, training: { batchSize: 24, ...training } });
      const initial = await trainer.snapshot();
      const tensors = initial.tensors.map((tensor) => {
        const values = firstWeights[tensor.name.replace("parameter/", "")];
        return values === undefined ? tensor : { ...tensor, values: Float32Array.from(values) };
      });
      trainer.restore({ ...initial, tensors });
      const every = await lossesOf(trainer, golden.steps);
      expect(
        largestDifference(
          every.filter((_, at) => at % 10 === 0),
          losses,
        ),
      ).toBeLessThan(1e-5);
      const weights: Readonly<Record<string, readonly number[]>> = trained;
      const saved = new Map((await trainer.snapshot()).tensors.map((tensor) => [tensor.name, tensor.values]));
      for (const [path, values] of Object.entries(weights)) {
        expect(largestDifference(saved.get(`parameter/${path}`)!, values), path).toBeLessThan(1e-5);
      }
      trainer.dispose();
    },
  );
});
