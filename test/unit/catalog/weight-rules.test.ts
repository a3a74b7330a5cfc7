/** What weights cost, and what they are held to, against PyTorch. */
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { constrained, constraintSchema } from "../../../src/catalog/layers/constraints.ts";
import { penalty, regularizerSchema } from "../../../src/catalog/layers/regularizers.ts";
import { type Device, startBackend } from "../../../src/tensor/backends.ts";
import { differentiate } from "../../../src/tensor/differentiate.ts";
import { dispose, download, keep, scoped, upload } from "../../../src/tensor/scope.ts";
import golden from "../../fixtures/golden/weight-rules.json" with { type: "json" };
import { largestDifference } from "../../support/check-ops.ts";

const numbers = z.array(z.number());
const { regularizers, constraints } = z
  .object({
    regularizers: z.array(
      z.object({ rule: regularizerSchema, shape: numbers, weights: numbers, cost: z.number(), gradient: numbers }),
    ),
    constraints: z.array(z.object({ rule: constraintSchema, shape: numbers, weights: numbers, result: numbers })),
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

test("every rule is there", () => {
  const ids = (schema: typeof regularizerSchema | typeof constraintSchema) =>
    schema.options.map(({ shape }) => shape.id.value);
  expect(new Set(regularizers.map(({ rule }) => rule.id))).toEqual(new Set(ids(regularizerSchema)));
  expect(new Set(constraints.map(({ rule }) => rule.id))).toEqual(new Set(ids(constraintSchema)));
});
