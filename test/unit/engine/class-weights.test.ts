/** A step over weighed classes, against PyTorch: its loss, and the gradients as what a rate of 1 takes off the weights. */
import { beforeAll, expect, test } from "vitest";
import { type Device, startBackend } from "../../../src/tensor/backends.ts";
import golden from "../../fixtures/golden/class-weights.json" with { type: "json" };
import { dataOf, lossesOf } from "../../support/build-trainer.ts";
import { largestDifference } from "../../support/check-ops.ts";
import { buildBoth } from "../../support/interpreter/compare-trainers.ts";

let device: Device;
beforeAll(async () => {
  device = await startBackend("cpu");
});

test.each(golden.cases)("$name", async ({ loss, weights, inputs, targets, kernel, bias, value, gradients }) => {
  const data = {
    ...dataOf([3], Float32Array.from(inputs), Int32Array.from(targets)),
    classWeights: Float32Array.from(weights),
  };
  const training = { loss, batchSize: targets.length, optimizer: { id: "sgd", learningRate: 1 } };
  const layers = [{ type: "dense", units: weights.length }] as const;
  const { reference, compiled } = await buildBoth(device, data, { layers, training });
  const first: Readonly<Record<string, readonly number[]>> = {
    "parameter/dense-1/kernel": kernel,
    "parameter/dense-1/bias": bias,
  };
  const begun = await reference.snapshot();
  const tensors = begun.tensors.map((each) => ({
    ...each,
    values: Float32Array.from(first[each.name] ?? each.values),
  }));
  for (const trainer of [reference, compiled]) {
    trainer.restore({ ...begun, tensors });
    expect(largestDifference(await lossesOf(trainer, 1), [value])).toBeLessThan(1e-5);
    const after = new Map((await trainer.snapshot()).tensors.map(({ name, values }) => [name, values]));
    const taken = (name: string) => first[name]!.map((from, at) => from - after.get(name)![at]!);
    expect(largestDifference(taken("parameter/dense-1/kernel"), gradients.kernel)).toBeLessThan(1e-5);
    expect(largestDifference(taken("parameter/dense-1/bias"), gradients.bias)).toBeLessThan(1e-5);
    trainer.dispose();
  }
});
