/** What a plan costs: levels, which are dispatches, and memory. Counts only, so the same on every machine. */
import { beforeAll, expect, test } from "vitest";
import type { LayerInput } from "../../../../src/catalog/layers/index.ts";
import { layoutOf } from "../../../../src/engine/compiled/layout.ts";
import {
  type Variable,
  coordinatesAt,
  flatIndex,
  indexKey,
  plus,
  quotient,
  remainder,
  times,
  variableIndex,
} from "../../../../src/engine/compiled/plan/index-expression.ts";
import { type Passes, type Plan, planProgram } from "../../../../src/engine/compiled/plan/plan.ts";
import { stretchesOf } from "../../../../src/engine/compiled/wgsl/schedule.ts";
import { recordTraining } from "../../../../src/engine/compiled/record-training.ts";
import { type Device, startBackend } from "../../../../src/tensor/backends.ts";
import { buildTrainer, dataOf } from "../../../support/build-trainer.ts";

let device: Device;
beforeAll(async () => {
  device = await startBackend("cpu");
});

const dense = (units: number, activation: "linear" | "relu" | "tanh" = "linear") =>
  ({ type: "dense", units, activation }) as const;

async function planOf(
  shape: readonly number[],
  layers: readonly LayerInput[],
  batchSize: number,
  passes: Passes = {},
): Promise<Plan> {
  const rows = 2 * batchSize;
  const inputs = new Float32Array(rows * shape.reduce((product, extent) => product * extent, 1));
  const data = dataOf(
    shape,
    inputs,
    Int32Array.from({ length: rows }, (_, row) => row % 10),
  );
  const { setup } = await buildTrainer(device, data, { layers, training: { batchSize, optimizer: { id: "adam" } } });
  const layout = layoutOf(setup.program, setup.optimizer, setup.units);
  return planProgram(recordTraining(setup, layout, batchSize), layout.variables, passes);
}

test("a perceptron's step with Adam is eight levels, whatever the optimizer has to do for four parameters", async () => {
  const plan = await planOf([784], [dense(128, "relu"), dense(10)], 128);
  expect(plan.levels).toHaveLength(8);
  const parameters = 784 * 128 + 128 + 1280 + 10;
  expect(plan.levels.at(-1)!.map(({ element }) => element.extent)).toEqual([parameters]);
  expect(plan.sizes.variables).toBe(3 * parameters);
});

test("a chain of hundreds of steps one after the other is planned", async () => {
  const plan = await planOf([784, 1], [{ type: "simple-rnn", units: 10 }], 1);
  expect(plan.levels.length).toBeGreaterThan(1500);
});

test("a deep perceptron's memory does not grow with what is no longer needed", async () => {
  const stack = (depth: number) => [...Array.from({ length: depth }, () => dense(32, "relu")), dense(10)];
  const [four, eight] = [await planOf([16], stack(4), 64), await planOf([16], stack(8), 64)];
  // Each layer more needs its gradients (33 x 32) and the activations that its backward pass reads (64 x 32).
  expect(eight.sizes.scratch - four.sizes.scratch).toBeLessThanOrEqual(4 * (33 * 32 + 64 * 32));
});

test("a convolutional network's step stays under 30 levels", async () => {
  const convolution = (filters: number) => ({ type: "conv2d", filters, activation: "relu" }) as const;
  const pooling = { type: "max-pooling2d" } as const;
  const layers: readonly LayerInput[] = [
    convolution(32),
    pooling,
    convolution(64),
    pooling,
    { type: "flatten" },
    dense(128, "relu"),
    dense(10),
  ];
  expect((await planOf([28, 28, 1], layers, 32)).levels.length).toBeLessThanOrEqual(16);
});

test("a step through a sequence takes few dispatches, and each weight of it one product for its gradient", async () => {
  const plan = await planOf([16, 8], [{ type: "lstm", units: 32 }, dense(1)], 32);
  expect(stretchesOf(plan).length).toBeLessThanOrEqual(14);
  // Of the layer: the inputs and 15 steps that something is carried to, 15 back, and two weights; of the answer: three.
  const products = plan.levels.flat().filter(({ product }) => product !== null);
  expect(products.length).toBeLessThanOrEqual(1 + 15 + 15 + 2 + 3);
});

test("a step through two transformer blocks takes fewer than 80 dispatches", async () => {
  const block = { type: "transformer-block", numHeads: 4, feedForward: 128 } as const;
  const layers: readonly LayerInput[] = [block, block, { type: "global-average-pooling1d" }, dense(10)];
  expect(stretchesOf(await planOf([64, 64], layers, 16)).length).toBeLessThanOrEqual(48);
});

test("convolutions laid out as products fall into parts, within the memory that they may take", async () => {
  const convolution = { type: "conv2d", filters: 16, activation: "relu" } as const;
  const layers: readonly LayerInput[] = [convolution, convolution, { type: "flatten" }, dense(10)];
  const plan = await planOf([16, 16, 1], layers, 32, { unfold: { stored: 2 ** 20 }, busy: 16 });
  const stacks = plan.levels.flat().flatMap(({ product }) => (product === null ? [] : [product.stacks.extent]));
  expect(Math.max(...stacks)).toBeGreaterThan(4);
  const plain = await planOf([16, 16, 1], layers, 32);
  // The second layer sees 12 x 12 places of 3 x 3 x 16 numbers, in 32 pictures.
  expect(plan.sizes.scratch - plain.sizes.scratch).toBeGreaterThan(32 * 144 * 144);
  const small = await planOf([16, 16, 1], layers, 32, { unfold: { stored: 32 * 144 * 144 }, busy: 1 });
  expect(small.sizes.scratch).toBeLessThan(plan.sizes.scratch);
});

test("places are read without division where none is needed", () => {
  const variable = (name: string, extent: number) => variableIndex({ name, extent } satisfies Variable);
  const [row, column] = [variable("row", 12), variable("column", 10)];
  const place = plus(times(row, 10), column);
  expect(indexKey(quotient(place, 10))).toBe(indexKey(row));
  expect(indexKey(remainder(place, 10))).toBe(indexKey(column));
  const whole = variable("element", 120);
  expect(indexKey(flatIndex(coordinatesAt(whole, [4, 3, 10]), [4, 3, 10]))).toBe(indexKey(whole));
  expect(indexKey(flatIndex(coordinatesAt(whole, [2, 2, 30]), [2, 2, 30]))).toBe(indexKey(whole));
  const [stack, inner] = [variable("stack", 64), variable("inner", 1024)];
  const within = plus(times(stack, 1024), inner);
  expect(indexKey(quotient(within, 4096))).toBe(indexKey(quotient(stack, 4)));
  expect(indexKey(remainder(within, 4096))).toBe(indexKey(plus(times(remainder(stack, 4), 1024), inner)));
  expect(indexKey(quotient(quotient(whole, 4), 3))).toBe(indexKey(quotient(whole, 12)));
});
