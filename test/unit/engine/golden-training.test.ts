/** Fifty steps of a whole network against PyTorch's. */
import { beforeAll, describe, expect, test } from "vitest";
import { type Device, startBackend } from "../../../src/tensor/backends.ts";
import { expectGoldenTraining, goldenTrainings } from "../../support/golden-training.ts";

describe.each(["cpu", "wasm"] as const)("%s trains as PyTorch does", (backend) => {
  let device: Device;
  beforeAll(async () => {
    device = await startBackend(backend);
  });

  test.each(goldenTrainings)("%s", (_name, each) => expectGoldenTraining(device, each, 1e-5));
});

/** Each optimizer that PyTorch has; of Muon, whose PyTorch computes in bfloat16, its formula. */
const inPyTorch =
  "gradient-descent stochastic sgd dynamic momentum nesterov adagrad adadelta rmsprop adam amsgrad adamw adamax nadam radam adafactor muon lbfgs";

test.each(inPyTorch.split(" "))("%s is trained at three settings at least", (id) => {
  expect(goldenTrainings.filter(([, { name }]) => name === id).length).toBeGreaterThanOrEqual(3);
});
