/** What the compiled trainer promises beyond its numbers: exact continuation, padding, divergence, answers. */
import { beforeAll, expect, test } from "vitest";
import type { LayerInput } from "../../../../src/catalog/layers/index.ts";
import { layoutOf } from "../../../../src/engine/compiled/layout.ts";
import { programKey } from "../../../../src/engine/compiled/program.ts";
import { recordTraining } from "../../../../src/engine/compiled/record-training.ts";
import { missingRule } from "../../../../src/engine/compiled/missing-rule.ts";
import { type Device, startBackend } from "../../../../src/tensor/backends.ts";
import { largestDifference } from "../../../support/check-ops.ts";
import { buildTrainer, dataOf, lossesOf, madeData, plain } from "../../../support/build-trainer.ts";
import { buildBoth } from "../../../support/interpreter/compare-trainers.ts";

let device: Device;
beforeAll(async () => {
  device = await startBackend("cpu");
});

const layers: readonly LayerInput[] = [
  { type: "dense", units: 8, activation: "relu" },
  { type: "dropout", rate: 0.3 },
  { type: "dense", units: 2 },
];
const built = (training: Readonly<Record<string, unknown>> = {}, rows = 50) =>
  buildBoth(device, madeData(rows), { layers, training: { batchSize: 16, ...training } });

test.each([
  {},
  { wrappers: [{ id: "averaging", decay: 0.9 }] },
  { optimizer: { id: "dynamic", learningRate: 0.1, firstBatch: 4, growth: 1.5 } },
  { batchSize: 4, accumulate: 3 },
])("stopping and going on gives the very same weights with %j", async (training) => {
  const { compiled: whole } = await built(training);
  const first = await lossesOf(whole, 6);
  const middle = structuredClone(await whole.snapshot());
  const rest = await lossesOf(whole, 7);
  const { compiled: other } = await built(training);
  expect(await lossesOf(other, 2)).toEqual(first.slice(0, 2));
  other.restore(middle);
  expect(await lossesOf(other, 7)).toEqual(rest);
  expect(plain(await other.snapshot())).toEqual(plain(await whole.snapshot()));
});

test("each trainer goes on from the other's checkpoint", async () => {
  const { compiled, reference } = await built();
  await lossesOf(compiled, 5);
  reference.restore(await compiled.snapshot());
  const [given, expected] = [await lossesOf(compiled, 5), await lossesOf(reference, 5)];
  expect(largestDifference(given, expected)).toBeLessThan(1e-5);
});

test("a checkpoint of another network is refused", async () => {
  const { compiled } = await built();
  const { compiled: other } = await buildBoth(device, madeData(50), { layers: [{ type: "dense", units: 2 }] });
  const checkpoint = await compiled.snapshot();
  expect(() => other.restore(checkpoint)).toThrow(/does not belong to this model/);
});

test("answers are the reference trainer's", async () => {
  const { compiled, reference } = await built();
  const inputs = Float32Array.from({ length: 10 }, (_, at) => Math.sin(at));
  const [given, expected] = [await compiled.predict(inputs, 5), await reference.predict(inputs, 5)];
  expect(largestDifference(given, expected)).toBeLessThan(1e-6);
});

test("a run that blows up says when", async () => {
  const far = dataOf([1], Float32Array.of(1e18, -1e18, 2e18), Float32Array.of(1, -1, 2));
  const { compiled } = await buildBoth(device, far, {
    layers: [{ type: "dense", units: 1 }],
    training: { optimizer: { id: "sgd", learningRate: 1000 }, batchSize: 3 },
  });
  await expect(lossesOf(compiled, 50)).rejects.toThrow(/Training diverged: at step \d+/);
  await expect(compiled.snapshot()).rejects.toThrow(/Training diverged/);
});

test.each([
  [{}, null],
  [{ optimizer: { id: "lbfgs" } }, "the optimizer decides during a step how far to go"],
  [{ batchSize: 8, accumulate: 2 }, null],
  [
    { batchSize: 8, accumulate: 2, wrappers: [{ id: "sharpness" }] },
    "a step takes its gradient twice, over a batch that is computed in parts",
  ],
])("a run that cannot be compiled says why: %j", async (training, reason) => {
  const { setup } = await buildTrainer(device, madeData(50), { layers, training: { batchSize: 16, ...training } });
  expect(missingRule(setup, {})?.en ?? null).toBe(reason);
});

test("pictures that are mixed with one another are not compiled", async () => {
  const { setup } = await buildTrainer(device, madeData(50), { layers });
  const augmenter = { mixes: true, change: () => undefined, partner: () => null };
  expect(missingRule(setup, { augmenter })?.en).toBe("pictures are mixed with one another");
});

test("a recurrent layer over a long sequence is not compiled, and is named", async () => {
  const over = (steps: number) =>
    buildTrainer(device, dataOf([steps, 1], new Float32Array(2 * steps), Int32Array.of(0, 1)), {
      layers: [{ type: "bidirectional", layers: [{ type: "lstm", units: 1 }] }, ...layers],
    });
  expect(missingRule((await over(512)).setup, {})).toBeNull();
  expect(missingRule((await over(784)).setup, {})?.en).toBe(
    'the layer "lstm-1" reads a sequence of 784 steps, and at most 512 are written out',
  );
});

test("parameters with the same arithmetic lie end to end, the others keep their shape", async () => {
  const adam = await built({ optimizer: { id: "adam" } });
  const { setup } = adam;
  expect(layoutOf(setup.program, setup.optimizer, setup.units).groups.map(({ shape }) => shape)).toEqual([[42]]);
  const muon = (await built({ optimizer: { id: "muon" } })).setup;
  const shapes = layoutOf(muon.program, muon.optimizer, muon.units).groups.map(({ shape }) => shape);
  expect(shapes).toEqual([[2, 8], [10], [8, 2]]);
  const apart = (await built({ layerRates: { "dense-1": 0.5 } })).setup;
  const halves = layoutOf(apart.program, apart.optimizer, apart.units).groups.map(({ rate, shape }) => [rate, shape]);
  expect(halves).toEqual([
    [0.5, [24]],
    [1, [18]],
  ]);
});

test("networks whose steps differ in numbers alone share a program", async () => {
  const keyOf = async (training: Readonly<Record<string, unknown>>) => {
    const { setup } = await built(training);
    return programKey(recordTraining(setup, layoutOf(setup.program, setup.optimizer, setup.units), 16));
  };
  const key = await keyOf({ optimizer: { id: "adam" } });
  expect(await keyOf({ optimizer: { id: "adam", learningRate: 0.3, beta1: 0.5 }, seed: 9 })).toBe(key);
  expect(await keyOf({ optimizer: { id: "adam" }, schedule: { id: "cosine" } })).toBe(key);
  expect(await keyOf({ optimizer: { id: "adam", weightDecay: 0.1 } })).not.toBe(key);
  expect(await keyOf({ optimizer: { id: "rmsprop" } })).not.toBe(key);
  expect(await keyOf({ optimizer: { id: "adam" }, clip: { by: "value", limit: 1 } })).not.toBe(key);
});
