import type { BackboneDefinition } from "./backbone.ts";
import { picturesBackbone } from "./pictures/definition.ts";

/** Networks that have learnt already, by whose ids a project's `startFrom.model` may name them. */
export const backbones: readonly BackboneDefinition[] = [picturesBackbone];

/** Undefined where no backbone has this id: a model of the library, then. */
export function backboneNamed(id: string): BackboneDefinition | undefined {
  return backbones.find((backbone) => backbone.id === id);
}
