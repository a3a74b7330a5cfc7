/** What a parameter is made to fulfil after every step. Norms are those of one unit's weights. */
import { z } from "zod";
import type { Ops, Tensor } from "../../tensor/ops.ts";

export const constraintSchema = z.discriminatedUnion("id", [
  z.strictObject({
    id: z.literal("max-norm"),
    maxValue: z
      .number()
      .positive()
      .max(1e6)
      .default(2)
      .meta({ field: { label: { en: "Largest norm", zh: "最大范数" } } }),
  }),
  z.strictObject({ id: z.literal("unit-norm") }),
  z.strictObject({ id: z.literal("non-negative") }),
]);
export type Constraint = z.infer<typeof constraintSchema>;

export function constraintField(en: string, zh: string) {
  return constraintSchema
    .nullable()
    .default(null)
    .meta({
      field: {
        label: { en, zh },
        help: { en: "Held to after every step.", zh: "每一步更新后都强制满足。" },
        choices: {
          "max-norm": { en: "Norm at most", zh: "范数上限" },
          "unit-norm": { en: "Norm 1", zh: "单位范数" },
          "non-negative": { en: "Not negative", zh: "非负" },
        },
      },
    });
}

const EPSILON = 1e-7;

/** The nearest parameter that fulfils it, with its units along `unitAxes` (left out: the last); as Keras computes it. */
export function constrained(
  ops: Ops,
  constraint: Constraint,
  parameter: Tensor,
  unitAxes: readonly number[] = [parameter.shape.length - 1],
): Tensor {
  switch (constraint.id) {
    case "non-negative":
      return ops.maximum(parameter, 0);
    case "unit-norm":
      return ops.divide(parameter, ops.add(norms(ops, parameter, unitAxes), EPSILON));
    case "max-norm": {
      const length = norms(ops, parameter, unitAxes);
      return ops.multiply(parameter, ops.divide(ops.minimum(length, constraint.maxValue), ops.add(length, EPSILON)));
    }
  }
}

function norms(ops: Ops, parameter: Tensor, unitAxes: readonly number[]): Tensor {
  const inputs = [...parameter.shape.keys()].filter((axis) => !unitAxes.includes(axis));
  return ops.sqrt(ops.sum(ops.square(parameter), inputs, true));
}
