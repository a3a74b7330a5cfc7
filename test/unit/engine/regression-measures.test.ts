/** Measures of number targets against the same measures computed in double precision. */
import { beforeAll, describe, expect, test } from "vitest";
import { type Device, startBackend } from "../../../src/tensor/backends.ts";
import { RandomStream } from "../../../src/tensor/random.ts";
import { buildTrainer, dataOf } from "../../support/build-trainer.ts";

const ROWS = 400;

function inDouble(truth: Float32Array, predicted: Float32Array): { readonly r2: number; readonly mae: number } {
  const mean = truth.reduce((sum, value) => sum + value, 0) / ROWS;
  const total = truth.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const error = truth.reduce((sum, value, row) => sum + (value - predicted[row]!) ** 2, 0);
  return {
    r2: 1 - error / total,
    mae: truth.reduce((sum, value, row) => sum + Math.abs(value - predicted[row]!), 0) / ROWS,
  };
}

describe.each(["cpu", "wasm"] as const)("%s", (backend) => {
  let device: Device;
  beforeAll(async () => {
    device = await startBackend(backend);
  });

  test.each([
    [2000, 3],
    [10_000, 1],
    [1e6, 10],
    [-1e6, 10],
  ])("around %d with a deviation of %d: R² and mean absolute error are those of double precision", async (mean, by) => {
    const random = new RandomStream(5, 5);
    const inputs = Float32Array.from({ length: ROWS }, () => 2 * random.nextUniform() - 1);
    const targets = Float32Array.from(inputs, (x) => mean + by * (1.5 * x + 1.6 * (random.nextUniform() - 0.5)));
    const data = dataOf([1], inputs, targets);
    const { trainer } = await buildTrainer(device, data, {
      layers: [{ type: "dense", units: 1 }],
      training: { optimizer: { id: "sgd", learningRate: 1e-12 }, batchSize: 150, steps: 3 },
    });
    const { tensors } = await trainer.snapshot();
    const weights: Readonly<Record<string, number>> = {
      "parameter/dense-1/kernel": 1.4 * by,
      "parameter/dense-1/bias": mean + 0.1 * by,
    };
    trainer.restore({
      step: 0,
      tensors: tensors.map((each) => ({ ...each, values: Float32Array.of(weights[each.name] ?? 0) })),
    });
    const expected = inDouble(targets, await trainer.predict(inputs, ROWS));
    expect(expected.r2).toBeGreaterThan(0.6);
    expect(expected.r2).toBeLessThan(0.9);
    const evaluated = (await trainer.evaluate("train"))!.measures;
    expect(evaluated["r2"]).toBeCloseTo(expected.r2, 4);
    expect(evaluated["mae"]! / by).toBeCloseTo(expected.mae / by, 4);
    trainer.dispose();
  });

  test("of a target that is taught standardized, loss and errors are in its own unit", async () => {
    const [mean, deviation] = [4000, 800];
    const inputs = Float32Array.from({ length: ROWS }, (_, row) => row / ROWS - 0.5);
    const taught = Float32Array.from(inputs, (x, row) => 2 * x + ((row * 37) % 11) / 11 - 0.4);
    const data = dataOf([1], inputs, taught);
    const target = { task: "regression", name: "mass", standardized: { mean, deviation } } as const;
    const { trainer } = await buildTrainer(
      device,
      { ...data, target },
      { layers: [{ type: "dense", units: 1 }], training: { optimizer: { id: "sgd", learningRate: 1e-12 } } },
    );
    const truth = taught.map((value) => mean + deviation * value);
    const predicted = await trainer.predict(inputs, ROWS);
    expect(Math.abs(predicted[0]! - mean)).toBeLessThan(3 * deviation);
    const squares = truth.reduce((sum, value, row) => sum + (value - predicted[row]!) ** 2, 0) / ROWS;
    const { r2, mae, loss } = (await trainer.evaluate("train"))!.measures;
    const expected = inDouble(truth, predicted);
    expect(loss! / squares).toBeCloseTo(1, 4);
    expect(mae! / expected.mae).toBeCloseTo(1, 4);
    expect(r2).toBeCloseTo(expected.r2, 4);
    trainer.dispose();
  });
});
