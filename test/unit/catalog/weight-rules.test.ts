/** What weights cost, and what they are held to, against PyTorch. */
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { constrained, constraintSchema } from "../../../src/catalog/layers/constraints.ts";
import { penalty, regularizerSchema } from "../../../src/catalog/layers/regularizers.ts";
import { layerSelection } from "../../../src/catalog/layers/index.ts";
import { planModel } from "../../../src/engine/model-program.ts";
import { type Device, startBackend } from "../../../src/tensor/backends.ts";
import { differentiate } from "../../../src/tensor/differentiate.ts";
import { dispose, download, keep, scoped, upload } from "../../../src/tensor/scope.ts";
import golden from "../../fixtures/golden/weight-rules.json" with { type: "json" };
import { largestDifference } from "../../support/check-ops.ts";

const numbers = z.array(z.number());
const { regularizers, constraints, layers } = z
  .object({
    regularizers: z.array(
      z.object({ rule: regularizerSchema, shape: numbers, weights: numbers, cost: z.number(), gradient: numbers }),
    ),
    constraints: z.array(z.object({ rule: constraintSchema, shape: numbers, weights: numbers, result: numbers })),
    layers: z.array(
      z.object({
        layer: layerSelection,
        input: numbers,
        parameter: z.string(),
        weights: numbers,
        maxNorm: numbers,
        unitNorm: numbers,
        cost: z.number(),
        gradient: numbers,
      }),
    ),
  })
  .parse(golden);

let device: Device;
beforeAll(async () => {
  device = await startBackend("cpu");
});

test.each(regularizers.map((each) => [each.rule.id, each.shape, each] as const))(
  "%s of %j",
  async (_id, shape, { rule, weights, cost, gradient }) => {
    const { value, slope } = scoped(() => {
      const parameter = upload(Float32Array.from(weights), shape);
      const done = differentiate(() => penalty(device.ops, rule, parameter), [parameter]);
      return { value: keep(done.value), slope: keep(done.gradients[0]!) };
    });
    expect((await download(value))[0]).toBeCloseTo(cost, 5);
    expect(largestDifference(await download(slope), gradient)).toBeLessThan(1e-5);
    dispose([value, slope]);
  },
);

test.each(constraints.map((each) => [each.rule.id, each.shape, each] as const))(
  "%s of %j",
  async (_id, shape, { rule, weights, result }) => {
    const held = scoped(() => keep(constrained(device.ops, rule, upload(Float32Array.from(weights), shape))));
    expect(largestDifference(await download(held), result)).toBeLessThan(1e-5);
    dispose([held]);
  },
);

test.each(layers.map((each) => [each.layer.type, each.parameter, each] as const))(
  "a unit of a %s layer's %s is what makes one number of its output",
  async (_type, name, { layer, input, weights, cost, gradient, ...results }) => {
    const rules = [
      ["maxNorm", { id: "max-norm", maxValue: 0.8 }],
      ["unitNorm", { id: "unit-norm" }],
    ] as const;
    const priced = { id: "orthogonal", factor: 0.5 } as const;
    const { shape, unitAxes } = planModel([layer], input).layers[0]!.plan.parameters.find(
      (each) => each.name === name,
    )!;
    const values = Float32Array.from(weights);
    for (const [which, rule] of rules) {
      const held = scoped(() => keep(constrained(device.ops, rule, upload(values, shape), unitAxes)));
      expect(largestDifference(await download(held), results[which])).toBeLessThan(1e-5);
      dispose([held]);
    }
    const { value, slope } = scoped(() => {
      const parameter = upload(values, shape);
      const done = differentiate(() => penalty(device.ops, priced, parameter, unitAxes), [parameter]);
      return { value: keep(done.value), slope: keep(done.gradients[0]!) };
    });
    expect((await download(value))[0]).toBeCloseTo(cost, 5);
    expect(largestDifference(await download(slope), gradient)).toBeLessThan(1e-5);
    dispose([value, slope]);
  },
);

const rules = { Regularizer: { id: "l2", factor: 0.03 }, Constraint: { id: "unit-norm" } } as const;

test.each([
  ["simple-rnn", [6, 3], "recurrent", "recurrent-kernel"],
  ["gru", [6, 3], "recurrent", "recurrent-kernel"],
  ["lstm", [6, 3], "recurrent", "recurrent-kernel"],
  ["embedding", [4], "embeddings", "embeddings"],
] as const)("%s of %j takes rules for its %s weights", (type, input, prefix, parameter) => {
  const given = Object.fromEntries(Object.entries(rules).map(([kind, rule]) => [`${prefix}${kind}`, rule]));
  const sizes = type === "embedding" ? { inputDim: 6, outputDim: 3 } : { units: 4 };
  const [layer] = planModel([layerSelection.parse({ type, ...sizes, ...given })], input).layers;
  const ruled = layer!.plan.parameters.filter(({ regularizer }) => (regularizer ?? null) !== null);
  expect(ruled).toMatchObject([{ name: parameter, regularizer: rules.Regularizer, constraint: rules.Constraint }]);
});

test.each([
  ["dense", [5], [4]],
  ["conv1d", [6, 3], [4]],
  ["separable-conv2d", [6, 6, 3], [4]],
  ["simple-rnn", [6, 3], [4]],
  ["gru", [6, 3], [2, 12]],
  ["lstm", [6, 3], [16]],
] as const)("a %s layer's biases take a rule of their size", (type, input, shape) => {
  const sizes = type.includes("conv") ? { filters: 4 } : { units: 4 };
  const [layer] = planModel(
    [layerSelection.parse({ type, ...sizes, biasRegularizer: rules.Regularizer })],
    input,
  ).layers;
  const ruled = layer!.plan.parameters.filter(({ regularizer }) => (regularizer ?? null) !== null);
  expect(ruled).toMatchObject([{ name: "bias", shape, regularizer: rules.Regularizer }]);
  expect(layerSelection.safeParse({ type, ...sizes, biasRegularizer: { id: "orthogonal" } }).success).toBe(false);
});

test("every rule is there", () => {
  const ids = (schema: typeof regularizerSchema | typeof constraintSchema) =>
    schema.options.map(({ shape }) => shape.id.value);
  expect(new Set(regularizers.map(({ rule }) => rule.id))).toEqual(new Set(ids(regularizerSchema)));
  expect(new Set(constraints.map(({ rule }) => rule.id))).toEqual(new Set(ids(constraintSchema)));
});
