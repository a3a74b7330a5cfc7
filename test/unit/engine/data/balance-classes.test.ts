import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CategoryColumn, NumberColumn } from "../../../../src/catalog/datasets/dataset.ts";
import { balanced } from "../../../../src/engine/data/balance-classes.ts";
import { firstGeneration, release } from "../../../../src/engine/reference/generation.ts";
import { gatherToLearn } from "../../../../src/engine/reference/batches.ts";
import { WeightTensors, learnFrom } from "../../../../src/engine/reference/learn.ts";
import { type Device, startBackend } from "../../../../src/tensor/backends.ts";
import { dispose, download } from "../../../../src/tensor/scope.ts";
import { buildTrainer, dataOf } from "../../../support/build-trainer.ts";

/** 6 of a, 3 of b, 1 of c. */
const target: CategoryColumn = {
  type: "category",
  name: "kind",
  categories: ["a", "b", "c"],
  codes: Int32Array.of(0, 0, 1, 0, 2, 1, 0, 0, 1, 0),
};
const rows = Int32Array.from(target.codes.keys());
const countsOf = (train: Int32Array): number[] =>
  target.categories.map((_, code) => train.filter((row) => target.codes[row] === code).length);

describe("weights", () => {
  test("are those of scikit-learn's compute_class_weight", () => {
    const { train, classWeights } = balanced(rows, target, { by: "weights", weights: "balanced" }, 1);
    expect(train).toBe(rows);
    [10 / 18, 10 / 9, 10 / 3].forEach((weight, code) => expect(classWeights![code]).toBeCloseTo(weight, 6));
  });

  test("may be given by name", () => {
    const given = (weights: Record<string, number>) => balanced(rows, target, { by: "weights", weights }, 1);
    expect([...given({ c: 5 }).classWeights!]).toEqual([1, 1, 5]);
    expect(() => given({ d: 5 })).toThrow(/no class "d".*a, b, c/);
  });
});

describe("re-sampling", () => {
  test("draws every class as often as the most frequent one, each row before one comes again", () => {
    const { train } = balanced(rows, target, { by: "oversample" }, 1);
    expect(countsOf(train)).toEqual([6, 6, 6]);
    const drawn = (row: number) => train.filter((each) => each === row).length;
    expect([...rows].map(drawn)).toEqual([1, 1, 2, 1, 6, 2, 1, 1, 2, 1]);
  });

  test("or as seldom as the rarest, as the seed decides", () => {
    const under = (seed: number) => balanced(rows, target, { by: "undersample" }, seed).train;
    expect(countsOf(under(1))).toEqual([1, 1, 1]);
    expect(under(1)).toEqual(under(1));
    expect(new Set([1, 2, 3, 4, 5, 6].map((seed) => under(seed).join())).size).toBeGreaterThan(1);
  });

  test("needs classes", () => {
    const number: NumberColumn = { type: "number", name: "y", values: new Float64Array(10) };
    expect(() => balanced(rows, number, { by: "oversample" }, 1)).toThrow(/data\.balance.*"y" is a number/);
  });
});

describe("in training", () => {
  let device: Device;
  beforeAll(async () => {
    device = await startBackend("cpu");
  });
  afterAll(() => {
    device.ops.dispose();
  });

  test("an example's loss is multiplied, and divided by the examples of the step", async () => {
    const inputs = Float32Array.of(1, 0.5, -1, 2, 0.3, -0.7);
    const codes = Int32Array.of(0, 1, 1);
    const weights = [0.5, 3];
    const data = { ...dataOf([2], inputs, codes), classWeights: Float32Array.from(weights) };
    const { setup, trainer } = await buildTrainer(device, data, { layers: [{ type: "dense", units: 2 }] });
    const generation = firstGeneration(setup, device.ops);
    const held = new WeightTensors();
    const batch = gatherToLearn(data, data.parts.train, { from: 0, size: 4, seed: 1, step: 1 });
    const learned = learnFrom(device.ops, setup, generation, batch, held, { total: 3, part: 0 });
    const kernel = await download(generation.parameters.get("dense-1/kernel")!);

    // By hand: the gradient of softmax cross-entropy is x (p - y), here times w / 3.
    const expected = [0, 0, 0, 0];
    let loss = 0;
    codes.forEach((code, row) => {
      const x = [inputs[2 * row]!, inputs[2 * row + 1]!];
      const logits = [0, 1].map((unit) => x[0]! * kernel[unit]! + x[1]! * kernel[2 + unit]!);
      const sum = Math.exp(logits[0]!) + Math.exp(logits[1]!);
      const share = weights[code]! / 3;
      loss -= share * (logits[code]! - Math.log(sum));
      for (let unit = 0; unit < 2; unit++) {
        const error = Math.exp(logits[unit]!) / sum - (unit === code ? 1 : 0);
        expected[unit]! += share * x[0]! * error;
        expected[2 + unit]! += share * x[1]! * error;
      }
    });
    const [gradient] = learned.gradients;
    (await download(gradient!)).forEach((value, at) => expect(value).toBeCloseTo(expected[at]!, 6));
    expect((await download(learned.report))[0]).toBeCloseTo(loss, 6);
    dispose([...learned.gradients, learned.report]);
    release(generation, []);
    held.dispose();
    trainer.dispose();
  });
});
