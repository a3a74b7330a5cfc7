/** What the data asks of a project's model, and the layers that a preset answers with. */
import type { ArchitectureDefinition, ModelSeam } from "../catalog/architectures/architecture.ts";
import { architectures } from "../catalog/architectures/index.ts";
import { findDefinition } from "../catalog/definition.ts";
import { type LayerSelection, layerSelection } from "../catalog/layers/index.ts";
import { parseConfig } from "./parse-config.ts";
import type { Project } from "./project.ts";
import type { Target } from "./records.ts";

/** How many numbers the model gives: one a class, or one. */
export function outputsOf(target: Target): number {
  return target.task === "classification" ? target.classes.length : 1;
}

/** `input`: one example's shape; `vocabulary`: where it is a sequence of tokens. */
export function seamOf(target: Target, input: ModelSeam["input"], vocabulary: number | undefined): ModelSeam {
  return {
    input,
    outputs: outputsOf(target),
    task: target.task,
    ...(vocabulary === undefined ? {} : { vocabulary }),
  };
}

export interface Preset {
  /** The project's model with every setting of the preset. */
  readonly model: Project["model"];
  /** Throws the preset's `StudioError` for data that does not suit it. */
  readonly layers: (seam: ModelSeam) => readonly LayerSelection[];
}

/** The preset that a model names. Throws a `StudioError` that names the setting it refuses. */
export function presetOf({ architecture, config: given }: Extract<Project["model"], { architecture: string }>): Preset {
  // Found by its id, its `layers` takes what its own schema has just parsed; the union hides that.
  const definition = findDefinition(architectures, architecture) as unknown as ArchitectureDefinition;
  const config = parseConfig(definition.config, given, ["model", "config"]);
  return {
    model: { architecture, config },
    layers: (seam) => definition.layers(config, seam).map((layer) => layerSelection.parse(layer)),
  };
}
