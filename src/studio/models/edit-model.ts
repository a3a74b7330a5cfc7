/** Edits of the model: a preset that is changed becomes a list of layers that remembers where it came from. */
import type { LayerInput } from "../../catalog/layers/index.ts";
import type { AnyLayer } from "../../catalog/layers/layer.ts";
import type { Problem } from "../../language/studio-error.ts";
import type { ArchitectureId, Project } from "../../project/project.ts";
import { renamedRates } from "../../project/layer-names.ts";
import type { DataSummary } from "../../project/data-summary.ts";
import { leastLayers } from "../../project/new-layer.ts";
import { seamOf } from "../../project/preset.ts";
import { editProject } from "../project/edit-project.ts";

/** Puts `after` in the place of `before`, the layers as the room shows them. Gives the sentence of a refusal. */
export function replaceLayers(before: readonly AnyLayer[], after: readonly AnyLayer[]): Problem | null {
  return editProject((project) => {
    const basedOn = originOf(project.model);
    return {
      ...project,
      // The schema checks what stands in each, as it does for a script's.
      model: { layers: after.map((layer) => layer as LayerInput), ...(basedOn === undefined ? {} : { basedOn }) },
      training: { ...project.training, layerRates: renamedRates(project.training.layerRates, before, after) },
    };
  });
}

/** A list of its own, from elsewhere: no preset stands behind it. */
export function startWithLayers(layers: readonly AnyLayer[]): Problem | null {
  return editProject((project) => ({
    ...project,
    // The schema checks what stands in each.
    model: { layers: layers.map((layer) => layer as LayerInput) },
  }));
}

/** The fewest layers that answer what the data asks. */
export function startFromNothing(data: DataSummary): Problem | null {
  return startWithLayers(leastLayers(seamOf(data.target, data.exampleShape, data.vocabulary)));
}

/** The preset that the model is, or began as. */
export function originOf(model: Project["model"]): ArchitectureId | undefined {
  return "architecture" in model ? model.architecture : model.basedOn;
}
