/** What an architecture is: a preset that unfolds into a list of layers, fitted to the data's shape by itself. */
import { type z } from "zod";
import type { Shape } from "../../tensor/ops.ts";
import type { ConfigSchema, Definition } from "../definition.ts";
import type { LayerInput } from "../layers/index.ts";
import type { Task } from "../losses/loss.ts";

/** What the data asks of a model. */
export interface ModelSeam {
  /** One example, without the batch: [features], [steps, features], [steps] of tokens, or [height, width, channels]. */
  readonly input: Shape;
  /** Set where the input is a sequence of tokens: they are whole numbers from 0, which is padding, up to this, itself left out. */
  readonly vocabulary?: number;
  /** Classes, numbers to predict or give back, or tokens that may follow. */
  readonly outputs: number;
  readonly task: Task;
}

export interface ArchitectureDefinition<Config extends ConfigSchema = ConfigSchema> extends Definition<Config> {
  /** What it can be asked for; left out, all but to go on with a text. */
  readonly tasks?: readonly Task[];
  /** The last layer gives logits or plain numbers: [outputs], or [steps, outputs] to go on with a text. Throws a `StudioError` for data that does not suit. */
  readonly layers: (config: z.infer<Config>, seam: ModelSeam) => readonly LayerInput[];
}

export function defineArchitecture<const Id extends string, Config extends ConfigSchema>(
  definition: ArchitectureDefinition<Config> & { readonly id: Id },
): ArchitectureDefinition<Config> & { readonly id: Id } {
  return definition;
}

/** Numbers that a token is given where places count for themselves. */
const TOKEN_WIDTH = 8;

/** Pictures are laid out flat for layers that know no neighbours; so are tokens, each with numbers of its own. */
export function flattened({ input, vocabulary }: Pick<ModelSeam, "input" | "vocabulary">): readonly LayerInput[] {
  const flat = { type: "flatten" } as const;
  if (vocabulary !== undefined) return [{ type: "embedding", inputDim: vocabulary, outputDim: TOKEN_WIDTH }, flat];
  return input.length > 1 ? [flat] : [];
}

export const standardTasks: readonly Task[] = ["classification", "regression", "reconstruction"];
