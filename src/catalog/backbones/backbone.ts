/** A small network that has learnt already and ships with the studio: what others can begin with. */
import type { Text } from "../../language/text.ts";
import type { Definition } from "../definition.ts";
import type { LayerInput } from "../layers/index.ts";

/** Its weights are the prepared file of its id: all parameters in the layers' order, then all state, as 32-bit numbers. */
export interface BackboneDefinition extends Definition {
  /** Without a head: all of them are taken over. */
  readonly layers: readonly LayerInput[];
  /** An example as it was trained on: [height, width, channels]. */
  readonly input: readonly [number, number, number];
  /** What it was trained on. */
  readonly trainedOn: Text;
  /** Share of test pictures, which it had not seen, that it then took for the right class. */
  readonly accuracy: number;
  readonly licence: string;
}

export function defineBackbone<const Id extends string>(
  definition: BackboneDefinition & { readonly id: Id },
): BackboneDefinition & { readonly id: Id } {
  return definition;
}
