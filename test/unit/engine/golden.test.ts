/** Whole networks against numbers from PyTorch; `test/fixtures/golden` says how they were made. */
import { readFile } from "node:fs/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { layerSelection } from "../../../src/catalog/layers/index.ts";
import { gather } from "../../../src/engine/reference/batches.ts";
import { generationFrom, release } from "../../../src/engine/reference/generation.ts";
import { WeightTensors, learnFrom } from "../../../src/engine/reference/learn.ts";
import { type Device, startBackend } from "../../../src/tensor/backends.ts";
import { dispose, download } from "../../../src/tensor/scope.ts";
import { buildTrainer, dataOf, lossesOf } from "../../support/build-trainer.ts";
import { largestDifference } from "../../support/check-ops.ts";
import { goldenModels } from "../../support/goldens.ts";

const folder = new URL("../../fixtures/golden/", import.meta.url);
const readGolden = async (name: string): Promise<unknown> =>
  JSON.parse(await readFile(new URL(`${name}.json`, folder), "utf8"));
const models = goldenModels.parse(await readGolden("models"));

describe.each(["cpu", "wasm"] as const)("%s", (backend) => {
  let device: Device;
  beforeAll(async () => {
    device = await startBackend(backend);
  });

  test.each(models)("network $name: outputs, gradients and five steps are PyTorch's", async (golden) => {
    const [rows = 0, ...shape] = golden.inputs.shape;
    const targets = golden.loss === "mse" ? Float32Array.from(golden.targets) : Int32Array.from(golden.targets);
    const data = dataOf(shape, Float32Array.from(golden.inputs.values), targets);
    const training = { optimizer: golden.optimizer, batchSize: rows, epochs: 5 };
    const layers = golden.layers.map((layer) => layerSelection.parse(layer));
    const { trainer, setup } = await buildTrainer(device, data, { layers, training });
    const initial = await trainer.snapshot();
    const checkpoint = {
      step: 0,
      tensors: initial.tensors.map((tensor) => {
        const weights = golden.weights[tensor.name.replace("parameter/", "")];
        if (weights === undefined) return tensor;
        expect(tensor.shape).toEqual(weights.shape);
        return { ...tensor, values: Float32Array.from(weights.values) };
      }),
    };

    const generation = generationFrom(checkpoint, setup);
    const weights = new WeightTensors();
    const batch = gather(data, data.parts.train, rows);
    const learned = learnFrom(device.ops, setup, generation, batch, weights, { total: rows, part: 0 });
    for (const [index, path] of [...generation.parameters.keys()].entries()) {
      expect(largestDifference([...(await download(learned.gradients[index]!))], golden.gradients[path]!)).toBeLessThan(
        1e-5,
      );
    }
    dispose([...learned.gradients, learned.report]);
    release(generation, []);
    weights.dispose();

    trainer.restore(checkpoint);
    const outputs = await trainer.predict(Float32Array.from(golden.inputs.values), rows);
    expect(
      largestDifference([...outputs], golden.loss === "mse" ? golden.outputs : softmaxRows(golden.outputs, rows)),
    ).toBeLessThan(1e-5);
    expect(largestDifference(await lossesOf(trainer, 5), golden.losses)).toBeLessThan(1e-5);
    const { tensors } = await trainer.snapshot();
    const trained = new Map(
      tensors
        .filter(({ name }) => name.startsWith("parameter/"))
        .map(({ name, values }) => [name.replace("parameter/", ""), values]),
    );
    expect([...trained.keys()].toSorted()).toEqual(Object.keys(golden.trained).toSorted());
    for (const [name, { values }] of Object.entries(golden.trained)) {
      // Adam divides by the root of a gradient's square: where that is tiny, float32 leaves three digits.
      expect(largestDifference(trained.get(name)!, values)).toBeLessThan(1e-4);
    }
    trainer.dispose();
  });
});

function softmaxRows(logits: readonly number[], rows: number): readonly number[] {
  const width = logits.length / rows;
  return Array.from({ length: rows }, (_, row) => logits.slice(row * width, (row + 1) * width)).flatMap((each) => {
    const exps = each.map(Math.exp);
    const sum = exps.reduce((total, value) => total + value, 0);
    return exps.map((value) => value / sum);
  });
}
