/** Source code for TensorFlow.js, run: it makes the very network, and the network learns. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { layerSelection } from "../../../../src/catalog/layers/index.ts";
import { unsayableLayer } from "../../../../src/project/keras/unsayable.ts";
import { writeSource } from "../../../../src/engine/export/source/write-source.ts";
import { taughtModel } from "../../../support/exported-model.ts";
import { presetOnFittingData } from "../../../support/preset-training.ts";

// Beside the packages, where the program finds TensorFlow.js.
const cache = fileURLToPath(new URL("../../../../.cache", import.meta.url));
let folder = "";
beforeAll(async () => {
  await mkdir(cache, { recursive: true });
  folder = await mkdtemp(join(cache, "source-"));
  await tf.setBackend("cpu");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Program {
  readonly buildModel: () => tf.LayersModel;
  readonly train: (x: tf.Tensor, y: tf.Tensor, settings: object) => Promise<tf.LayersModel>;
}

test.each([
  ["mlp", { optimizer: { id: "adam", learningRate: 0.02 }, schedule: { id: "cosine" }, warmup: { steps: 3 } }],
  ["lstm-forecaster", { optimizer: { id: "rmsprop", learningRate: 0.01 }, schedule: { id: "cosine-restarts" } }],
  ["vit-tiny", { optimizer: { id: "adam", learningRate: 0.003 }, schedule: { id: "multi-step" } }],
  [
    "text-transformer",
    { optimizer: { id: "adam", learningRate: 0.01 }, schedule: { id: "one-cycle" }, loss: { id: "focal" } },
  ],
] as const)("%s", async (id, training) => {
  const { data, layers } = presetOnFittingData(id);
  const { model, program, rowsOf } = await taughtModel(data, layers, { ...training, batchSize: 8 });
  const file = join(folder, `${id}.mjs`);
  await writeFile(file, writeSource(model, program, "tfjs"));
  // As the program exports them.
  const { buildModel, train } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as Program;
  const counts = [...program.parameters, ...program.state].map(({ shape }) => tf.util.sizeFromShape([...shape]));
  expect(buildModel().countParams()).toBe(counts.reduce((sum, count) => sum + count, 0));
  const rows = 8;
  const x = tf.tensor(rowsOf(rows), [rows, ...program.plan.input]);
  const answers = data.targets.slice(0, rows);
  const y =
    data.target.task === "regression" ? tf.tensor2d(Float32Array.from(answers), [rows, 1]) : tf.tensor1d(answers);
  const truth = data.target.task === "regression" ? y : tf.oneHot(y.toInt(), 2);
  const learnt = await train(x, y, { epochs: 1, verbose: 0 });
  const before = await lossOf(learnt, x, truth);
  const longer = await train(x, y, { epochs: 12, verbose: 0 });
  expect(await lossOf(longer, x, truth)).toBeLessThan(before);
});

async function lossOf(model: tf.LayersModel, x: tf.Tensor, y: tf.Tensor): Promise<number> {
  const loss = model.evaluate(x, y, { verbose: 0 });
  return (await (Array.isArray(loss) ? loss[0]! : loss).data())[0]!;
}

test("what weights are held to is written for Keras along a unit's axes, and refused where it has no word", async () => {
  const held = { kernelConstraint: { id: "max-norm", maxValue: 1.5 } } as const;
  const orthogonal = { kernelRegularizer: { id: "orthogonal", factor: 0.1 } } as const;
  const { data } = presetOnFittingData("lenet");
  const { model, program } = await taughtModel(
    data,
    [
      { type: "conv2d-transpose", filters: 2, ...held },
      { type: "depthwise-conv2d", kernelConstraint: { id: "unit-norm" } },
      { type: "flatten" },
      {
        type: "dense",
        units: data.target.task === "classification" ? data.target.classes.length : 1,
        biasRegularizer: { id: "l2", factor: 0.2 },
        ...orthogonal,
      },
    ],
    {},
  );
  const source = writeSource(model, program, "keras");
  expect(source).toContain("kernel_constraint=keras.constraints.MaxNorm(1.5, axis=(0, 1, 3))");
  expect(source).toContain("depthwise_constraint=keras.constraints.UnitNorm(axis=(0, 1))");
  expect(source).toContain('OrthogonalRegularizer(0.1, mode="columns")');
  expect(source).toContain("bias_regularizer=keras.regularizers.L2(0.2)");
  const ofPictures = layerSelection.parse({ type: "conv2d", filters: 2, ...orthogonal });
  expect(unsayableLayer([ofPictures], "keras", true)?.en).toContain("takes matrices alone");
  expect(unsayableLayer([ofPictures], "keras")).toBeNull();
});
