import { beforeAll, describe, expect, test } from "vitest";
import { type LayerInput, layerSelection } from "../../../src/catalog/layers/index.ts";
import { optimizers } from "../../../src/catalog/optimizers/index.ts";
import { gather } from "../../../src/engine/reference/batches.ts";
import { firstGeneration, release } from "../../../src/engine/reference/generation.ts";
import { planModel } from "../../../src/engine/model-program.ts";
import { IN_EVALUATION, chunkLimit } from "../../../src/engine/reference/training-setup.ts";
import { WeightTensors, learnFrom, sumsFrom } from "../../../src/engine/reference/learn.ts";
import { type Device, startBackend } from "../../../src/tensor/backends.ts";
import { deviceMemory, dispose, download } from "../../../src/tensor/scope.ts";
import { refusal } from "../../support/refusal.ts";
import { buildTrainer, dataOf, lossesOf, madeData, plain } from "../../support/build-trainer.ts";

const mlp: readonly LayerInput[] = [
  { type: "dense", units: 8, activation: "tanh" },
  { type: "dense", units: 2 },
];
const withDropout: readonly LayerInput[] = [
  { type: "dense", units: 16, activation: "relu" },
  { type: "dropout", rate: 0.4 },
  { type: "dense", units: 2 },
];

describe.each(["cpu", "wasm"] as const)("%s", (backend) => {
  let device: Device;
  beforeAll(async () => {
    device = await startBackend(backend);
  });

  const trained = async (
    layers: readonly LayerInput[],
    training: Readonly<Record<string, unknown>>,
    steps: number,
    rows = 50,
  ) => {
    const { trainer } = await buildTrainer(device, madeData(rows), { layers, training });
    const losses = await lossesOf(trainer, steps);
    const checkpoint = await trainer.snapshot();
    trainer.dispose();
    return { losses, checkpoint };
  };

  test.each(optimizers.map(({ id }) => id))("%s: the loss falls", async (id) => {
    // Every weight moves by the whole rate with Lion, and in proportion to its size with LAMB.
    const learningRate = id === "lion" || id === "lamb" ? 0.02 : 0.1;
    const { losses } = await trained(mlp, { optimizer: { id, learningRate }, batchSize: 16 }, 200);
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(losses.slice(-40))).toBeLessThan(0.85 * mean(losses.slice(0, 40)));
  });

  test.each(optimizers.map(({ id }) => id))("%s: stopping and going on gives the very same weights", async (id) => {
    const training = { optimizer: { id, learningRate: 0.05 }, batchSize: 16 };
    const whole = await trained(withDropout, training, 11);
    const { trainer } = await buildTrainer(device, madeData(50), { layers: withDropout, training });
    await lossesOf(trainer, 6);
    const middle = structuredClone(await trainer.snapshot());
    trainer.dispose();
    const { trainer: other } = await buildTrainer(device, madeData(50), { layers: withDropout, training });
    await lossesOf(other, 2);
    other.restore(middle);
    const rest = await lossesOf(other, 5);
    expect(rest).toEqual(whole.losses.slice(6));
    expect(plain(await other.snapshot())).toEqual(plain(whole.checkpoint));
    other.dispose();
  });

  test("the same seed repeats bit for bit, another does not", async () => {
    const training = { optimizer: { id: "adam" }, batchSize: 16, seed: 3 };
    const first = await trained(withDropout, training, 9);
    const second = await trained(withDropout, training, 9);
    expect(second.losses).toEqual(first.losses);
    expect(plain(second.checkpoint)).toEqual(plain(first.checkpoint));
    const third = await trained(withDropout, { ...training, seed: 4 }, 9);
    expect(third.losses).not.toEqual(first.losses);
  });

  test("dropout draws another mask each step and none in evaluation", async () => {
    const training = { optimizer: { id: "sgd", learningRate: 1e-12 }, batchSize: 50 };
    const { trainer } = await buildTrainer(device, madeData(50), { layers: withDropout, training });
    const losses = await lossesOf(trainer, 3);
    expect(new Set(losses).size).toBe(3);
    const evaluated = await trainer.evaluate("train");
    expect(await trainer.evaluate("train")).toEqual(evaluated);
    trainer.dispose();
  });

  test("a batch padded with weightless examples learns exactly what the real ones teach", async () => {
    const data = madeData(10);
    const { setup, trainer } = await buildTrainer(device, data, { layers: mlp, training: { batchSize: 7 } });
    const rows = data.parts.train.subarray(7);
    const gradientsOf = async (size: number) => {
      const generation = firstGeneration(setup, device.ops);
      const weights = new WeightTensors();
      const batch = gather(data, rows, size);
      expect(batch.size).toBe(size);
      const learned = learnFrom(device.ops, setup, generation, batch, weights, { total: rows.length, part: 0 });
      const gradients = await Promise.all(learned.gradients.map(async (each) => [...(await download(each))]));
      const sums = sumsFrom(await download(learned.report), rows.length, rows.length);
      dispose([...learned.gradients, learned.report]);
      release(generation, []);
      weights.dispose();
      return { gradients, sums };
    };
    const padded = await gradientsOf(7);
    const exact = await gradientsOf(3);
    // The sums have other lengths, so the last bit may round otherwise.
    padded.gradients.forEach((gradient, index) =>
      gradient.forEach((value, at) => expect(value).toBeCloseTo(exact.gradients[index]![at]!, 6)),
    );
    expect(padded.sums.loss).toBeCloseTo(exact.sums.loss, 5);
    expect(padded.sums.terms).toEqual(exact.sums.terms);
    trainer.dispose();
  });

  test("a step in parts comes to the same as in one", async () => {
    const training = { optimizer: { id: "gradient-descent", learningRate: 0.2 } };
    const whole = await buildTrainer(device, madeData(50), { layers: mlp, training });
    const parted = await buildTrainer(device, madeData(50), { layers: mlp, training, chunkSize: 8 });
    expect(whole.setup.chunkSize).toBe(50);
    const [first, second] = [await lossesOf(whole.trainer, 6), await lossesOf(parted.trainer, 6)];
    first.forEach((loss, at) => expect(second[at]).toBeCloseTo(loss, 5));
    const [all, sum] = [plain(await whole.trainer.snapshot()), plain(await parted.trainer.snapshot())];
    for (const [name, values] of Object.entries(all)) {
      values.forEach((value, at) => expect(sum[name]![at]).toBeCloseTo(value, 5));
    }
    whole.trainer.dispose();
    parted.trainer.dispose();
  });

  test("an epoch shows every row once, in another order than the one before", async () => {
    const { setup } = await buildTrainer(device, madeData(50), { layers: mlp, training: { batchSize: 16 } });
    const { BatchOrder } = await import("../../../src/engine/reference/batches.ts");
    const order = new BatchOrder(madeData(50).parts.train, setup);
    const epoch = (index: number) =>
      [0, 1, 2, 3].flatMap((step) => [...order.after(index * setup.stepsPerEpoch + step).rows]);
    expect(epoch(0).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, row) => row));
    expect(epoch(1)).not.toEqual(epoch(0));
    // Back again, as after a resume.
    expect(epoch(0)).toEqual(epoch(0));
  });

  test("steps, evaluation, prediction and snapshots leave no tensor behind", async () => {
    // Constants of the tests before this one.
    device.ops.dispose();
    const before = deviceMemory().tensors;
    const training = { optimizer: { id: "adam" }, batchSize: 16 };
    const { trainer } = await buildTrainer(device, madeData(50), { layers: withDropout, training });
    const counts: number[] = [];
    for (let round = 0; round < 4; round++) {
      await lossesOf(trainer, 5);
      await trainer.evaluate("validation");
      await trainer.predict(new Float32Array(6), 3);
      await trainer.snapshot();
      counts.push(deviceMemory().tensors);
    }
    expect(new Set(counts.slice(1)).size).toBe(1);
    trainer.dispose();
    device.ops.dispose();
    expect(deviceMemory().tensors).toBe(before);
  });

  test("a learning rate of 1e20 is caught, with the knob to turn", async () => {
    const training = { optimizer: { id: "sgd", learningRate: 1e20 }, batchSize: 50 };
    const { trainer } = await buildTrainer(device, madeData(50, "regression"), {
      layers: [
        { type: "dense", units: 8 },
        { type: "dense", units: 1 },
      ],
      training,
    });
    const problem = await refusal(lossesOf(trainer, 20));
    expect(problem.code).toBe("diverged");
    expect(problem.text.en).toContain("learning rate is too high");
    expect((await refusal(trainer.snapshot())).code).toBe("diverged");
    trainer.dispose();
    device.ops.dispose();
  });

  test("aborting ends a run between two steps and within a step in parts", async () => {
    const training = { optimizer: { id: "gradient-descent", learningRate: 0.2 } };
    const { trainer } = await buildTrainer(device, madeData(50), {
      layers: mlp,
      training,
      chunkSize: 1,
      // Each look at the clock is a minute later, so that every part gives way to messages.
      now: (() => {
        let at = 0;
        return () => (at += 60_000);
      })(),
    });
    const abort = new AbortController();
    const before = deviceMemory().tensors;
    const run = trainer.run(5, abort.signal);
    const next = run.next();
    abort.abort();
    expect((await next).done).toBe(true);
    expect(deviceMemory().tensors).toBeLessThanOrEqual(before + 4);
    expect((await trainer.snapshot()).step).toBe(0);
    trainer.dispose();
  });

  test("a checkpoint of another model is refused by name", async () => {
    const { trainer } = await buildTrainer(device, madeData(50), { layers: mlp });
    const { trainer: other } = await buildTrainer(device, madeData(50), {
      layers: [
        { type: "dense", units: 9, activation: "tanh" },
        { type: "dense", units: 2 },
      ],
    });
    const strange = await other.snapshot();
    expect(() => trainer.restore(strange)).toThrow(/"optimizer\/firstMoment\/dense-1\/kernel" should be 2 × 8/);
    trainer.dispose();
    other.dispose();
  });

  test("measures of a part do not depend on how it is cut", async () => {
    const data = dataOf([1], Float32Array.from([0, 1, 2, 3, 4]), Float32Array.from([0, 2, 4, 6, 8.5]));
    const training = { optimizer: { id: "sgd" } };
    const { trainer, setup } = await buildTrainer(device, data, { layers: [{ type: "dense", units: 1 }], training });
    const whole = await trainer.evaluate("train");
    trainer.dispose();
    Object.assign(setup, { evaluationChunkSize: 2 });
    const { ReferenceTrainer } = await import("../../../src/engine/reference/reference-trainer.ts");
    const cut = new ReferenceTrainer(device, setup, data, () => 0);
    const { measures, ...all } = (await cut.evaluate("train"))!;
    for (const [name, value] of Object.entries(whole!.measures)) expect(measures[name]).toBeCloseTo(value, 4);
    expect(all).toEqual({ rows: 5, isWhole: true });
    expect(await cut.evaluate("test")).toBeNull();
    const part = (await cut.evaluate("train", () => true))!;
    expect(part).toMatchObject({ rows: 2, isWhole: false });
    expect(part.measures["loss"]).not.toBeCloseTo(measures["loss"]!, 2);
    cut.dispose();
  });
});

test("a slow device is given work of a second at most, so that it can be stopped", () => {
  const layers: readonly LayerInput[] = [
    { type: "dense", units: 4000 },
    { type: "dense", units: 2 },
  ];
  // 16,000 multiply-adds an example.
  const plan = planModel(
    layers.map((layer) => layerSelection.parse(layer)),
    [2],
  );
  const device = { backend: "webgpu", isSoftware: true, maximumTensorBytes: 2 ** 30 } as const;
  expect(plan.multiplyAdds).toBe(16_000);
  expect(chunkLimit(plan, IN_EVALUATION, device)).toBe(3750);
  expect(chunkLimit(plan, IN_EVALUATION, { ...device, isSoftware: false })).toBeGreaterThan(3750);
});
