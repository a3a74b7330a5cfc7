/** What a parameter's size or shape costs: a part of the loss, in training and in evaluation. */
import { z } from "zod";
import type { Ops, Tensor } from "../../tensor/ops.ts";

const factor = (standard: number, en: string, zh: string) =>
  z
    .number()
    .min(0)
    .max(1e6)
    .default(standard)
    .meta({ field: { label: { en, zh }, scale: "log" } });

const ofSize = [
  z.strictObject({ id: z.literal("l1"), factor: factor(0.01, "Factor", "系数") }),
  z.strictObject({ id: z.literal("l2"), factor: factor(0.01, "Factor", "系数") }),
  z.strictObject({ id: z.literal("l1-l2"), l1: factor(0.01, "L1", "L1"), l2: factor(0.01, "L2", "L2") }),
] as const;
/** One number a unit is at no angle to another. */
const vectorRegularizerSchema = z.discriminatedUnion("id", ofSize);
export const regularizerSchema = z.discriminatedUnion("id", [
  ...ofSize,
  z.strictObject({ id: z.literal("orthogonal"), factor: factor(0.01, "Factor", "系数") }),
]);
export type Regularizer = z.infer<typeof regularizerSchema>;

export function regularizerField(en: string, zh: string) {
  return fieldOf(regularizerSchema, en, zh);
}

/** Of parameters that are one number a unit. */
export function vectorRegularizerField(en: string, zh: string) {
  return fieldOf(vectorRegularizerSchema, en, zh);
}

function fieldOf<Schema extends z.ZodType>(schema: Schema, en: string, zh: string) {
  return schema
    .nullable()
    .default(null)
    .meta({
      field: {
        label: { en, zh },
        help: {
          en: "Makes large weights cost something, against over-fitting.",
          zh: "对过大的权重收取代价，防止过拟合。",
        },
        choices: {
          l1: { en: "L1 (few weights)", zh: "L1（稀疏）" },
          l2: { en: "L2 (small weights)", zh: "L2（小权重）" },
          "l1-l2": { en: "L1 and L2", zh: "L1 与 L2" },
          orthogonal: { en: "Orthogonal units", zh: "正交" },
        },
      },
    });
}

/** The cost of a parameter whose units stand along `unitAxes` (left out: the last), a scalar; as Keras computes it. */
export function penalty(
  ops: Ops,
  regularizer: Regularizer,
  parameter: Tensor,
  unitAxes: readonly number[] = [parameter.shape.length - 1],
): Tensor {
  switch (regularizer.id) {
    case "l1":
      return ops.multiply(ops.sum(ops.abs(parameter)), regularizer.factor);
    case "l2":
      return ops.multiply(ops.sum(ops.square(parameter)), regularizer.factor);
    case "l1-l2":
      return ops.add(
        ops.multiply(ops.sum(ops.abs(parameter)), regularizer.l1),
        ops.multiply(ops.sum(ops.square(parameter)), regularizer.l2),
      );
    case "orthogonal":
      return ops.multiply(meanCosine(ops, parameter, unitAxes), regularizer.factor);
  }
}

/** Of every two units: how far their weights are from a right angle, 0 to 1, on average. */
function meanCosine(ops: Ops, parameter: Tensor, unitAxes: readonly number[]): Tensor {
  const { shape } = parameter;
  const units = unitAxes.reduce((product, axis) => product * shape[axis]!, 1);
  if (units === 1) return ops.multiply(ops.sum(parameter), 0);
  const inputAxes = [...shape.keys()].filter((axis) => !unitAxes.includes(axis));
  const inputs = inputAxes.reduce((product, axis) => product * shape[axis]!, 1);
  const columns = ops.reshape(ops.transpose(parameter, [...inputAxes, ...unitAxes]), [inputs, units]);
  const lengths = ops.sqrt(ops.maximum(ops.sum(ops.square(columns), [0], true), 1e-12));
  const unit = ops.divide(columns, lengths);
  const cosines = ops.matmul(ops.transpose(unit, [1, 0]), unit);
  const different = Float32Array.from({ length: units * units }, (_, at) => (at % (units + 1) === 0 ? 0 : 1));
  const apart = ops.multiply(ops.abs(cosines), ops.constant(different, [units, units]));
  return ops.divide(ops.sum(apart), units * (units - 1));
}
