/** What a loss is. It gives one number per example; the trainer weighs and averages them. */
import type { Ops, Tensor } from "../../tensor/ops.ts";
import type { ConfigSchema, Definition } from "../definition.ts";

/** What the target column asks for: a class out of several, or a number. */
export type Task = "classification" | "regression";

export interface LossDefinition<Config extends ConfigSchema = ConfigSchema> extends Definition<Config> {
  readonly tasks: readonly Task[];
  /** How it grows with the target's unit, so that it can be reported in it. */
  readonly unit: "squared-target" | "none";
  readonly load: () => Promise<Loss>;
}

/** prediction [n, outputs]; target int32 [n] for classes, float32 [n, outputs] for numbers; gives float32 [n]. */
export type Loss = (ops: Ops, prediction: Tensor, target: Tensor) => Tensor;

export function defineLoss<const Id extends string, Config extends ConfigSchema>(
  definition: LossDefinition<Config> & { readonly id: Id },
): LossDefinition<Config> & { readonly id: Id } {
  return definition;
}
