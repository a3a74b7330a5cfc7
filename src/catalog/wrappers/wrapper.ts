/** What can be put around any optimizer. Entries live in one folder each; `index.ts` lists them. */
import type { z } from "zod";
import type { Tensor } from "../../tensor/ops.ts";
import type { ConfigSchema, Definition } from "../definition.ts";
import type { Optimizer, OptimizerOps } from "../optimizers/optimizer.ts";

export interface WrapperDefinition<Config extends ConfigSchema = ConfigSchema> extends Definition<Config> {
  readonly paper: { readonly title: string; readonly authors: string; readonly year: number; readonly url: string };
  readonly load: () => Promise<CreateWrapper<z.infer<Config>>>;
}

export type CreateWrapper<Config = never> = (config: Config) => Wrapper;

/** Any of these; what is left out stays as it is. */
export interface Wrapper {
  /** The optimizer with something done before or after its update; adds to its state by names of its own. */
  readonly around?: (optimizer: Optimizer) => Optimizer;
  /**
   * Where the gradient is taken instead, given all parameters that learn and their gradient here: it is taken again
   * there, on the same examples, and the update starts from here.
   */
  readonly ascend?: (
    ops: OptimizerOps,
    parameters: readonly Tensor[],
    gradients: readonly Tensor[],
  ) => readonly Tensor[];
  /** The state, of a parameter's shape, that evaluation, prediction and the saved model use in the parameter's place. */
  readonly evaluated?: string;
}

export function defineWrapper<const Id extends string, Config extends ConfigSchema>(
  definition: WrapperDefinition<Config> & { readonly id: Id },
): WrapperDefinition<Config> & { readonly id: Id } {
  return definition;
}
