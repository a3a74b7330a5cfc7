/** What a loss is. It gives one number per example; the trainer weighs and averages them. */
import type { z } from "zod";
import type { Ops, Tensor } from "../../tensor/ops.ts";
import type { ConfigSchema, Definition } from "../definition.ts";

/**
 * What is asked of the model: a class out of several, a number, the input itself, or for each token of a text the one
 * that follows.
 */
export type Task = "classification" | "regression" | "reconstruction" | "generation";

export interface LossDefinition<Config extends ConfigSchema = ConfigSchema> extends Definition<Config> {
  readonly tasks: readonly Task[];
  /** How it grows with the target's unit, so that it can be reported in it. */
  readonly unit: "squared-target" | "target" | "none";
  /** What the last layer ends in, where it ends in nothing of its own, so that answers are what the loss can measure. */
  readonly ending?: "exponential" | "sigmoid";
  readonly load: () => Promise<ConfiguredLoss<z.infer<Config>>>;
}

/**
 * prediction [n, outputs]; target int32 [n] for classes, float32 [n, outputs] for numbers; gives float32 [n]. Of texts, n
 * counts tokens.
 */
export type Loss = (ops: Ops, prediction: Tensor, target: Tensor) => Tensor;

/** A loss before its settings are known. */
export type ConfiguredLoss<Config = unknown> = (ops: Ops, config: Config, prediction: Tensor, target: Tensor) => Tensor;

export function defineLoss<const Id extends string, Config extends ConfigSchema>(
  definition: LossDefinition<Config> & { readonly id: Id },
): LossDefinition<Config> & { readonly id: Id } {
  return definition;
}
