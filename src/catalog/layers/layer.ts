/** What a layer is. Entries live in one folder each; `index.ts` lists them. */
import { type z } from "zod";
import type { Ops, RandomKey, Shape, Tensor } from "../../tensor/ops.ts";
import type { ConfigSchema, Definition } from "../definition.ts";
import type { Initialization } from "./initializers.ts";

export interface ParameterSpec extends Initialization {
  readonly name: string;
}

/** What a layer will be on this input; shapes leave the batch out. */
export interface LayerPlan {
  readonly output: Shape;
  readonly parameters: readonly ParameterSpec[];
  /** Tensors that training changes without a gradient (running statistics), with their first value. */
  readonly state: readonly { readonly name: string; readonly shape: Shape; readonly value: number }[];
  /** Multiply-adds of one example's forward pass, to estimate cost. */
  readonly multiplyAdds: number;
}

export interface LayerDefinition<Config extends ConfigSchema = ConfigSchema> extends Definition<Config> {
  /** Shape inference, on the page too. Throws a `StudioError` that says why the input does not fit. */
  readonly plan: (config: z.infer<Config>, input: Shape) => LayerPlan;
  readonly load: () => Promise<Layer<z.infer<Config>>>;
}

export interface LayerContext {
  readonly training: boolean;
  /** A fresh key a call; the same (seed, step, layer, call) gives the same key. */
  nextRandomKey(): RandomKey;
}

export interface LayerTensors {
  readonly parameters: Readonly<Record<string, Tensor>>;
  readonly state: Readonly<Record<string, Tensor>>;
}

export interface Layer<Config = unknown> {
  /** x [n, ...input] to y [n, ...output]; `state` comes back changed or as it was. */
  forward(
    ops: Ops,
    config: Config,
    tensors: LayerTensors,
    x: Tensor,
    context: LayerContext,
  ): { readonly y: Tensor; readonly state: Readonly<Record<string, Tensor>> };
}

export function defineLayer<const Id extends string, Config extends ConfigSchema>(
  definition: LayerDefinition<Config> & { readonly id: Id },
): LayerDefinition<Config> & { readonly id: Id } {
  return definition;
}

export function sizeOf(shape: Shape): number {
  return shape.reduce((product, extent) => product * extent, 1);
}
