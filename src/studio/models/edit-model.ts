/** Edits of the model: a preset that is changed becomes a list of layers that remembers where it came from. */
import type { LayerInput } from "../../catalog/layers/index.ts";
import type { AnyLayer } from "../../catalog/layers/layer.ts";
import { type Problem, problemOf } from "../../language/studio-error.ts";
import { type StartChoice, type StartSource, startingFrom } from "./start-from.ts";
import type { ArchitectureId, Project, ProjectInput } from "../../project/project.ts";
import { renamed } from "../../project/layer-names.ts";
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
      ...takenAlong(project, before, after),
    };
  });
}

/** A list of its own, from elsewhere: no preset stands behind it. */
export function startWithLayers(layers: readonly AnyLayer[]): Problem | null {
  // The schema checks what stands in each.
  return editProject((project) => withModel(project, { layers: layers.map((layer) => layer as LayerInput) }));
}

/** Another model in the old one's place; what was said of the old one's layers goes with them. */
export function withModel(
  { startFrom: _startFrom, ...project }: Project,
  model: NonNullable<ProjectInput["model"]>,
): ProjectInput {
  return { ...project, model, training: { ...project.training, layerRates: {} } };
}

/** The layers and weights of a model in the library or of a backbone, with a new head. Gives the sentence of a layer that does not fit. */
export function startFromModel(source: StartSource, data: DataSummary, choice: StartChoice): Problem | null {
  try {
    return editProject((project) => startingFrom(project, source, data, choice));
  } catch (thrown) {
    return problemOf(thrown);
  }
}

/** What is said of layers by name: their rates, and whose weights they begin with. */
function takenAlong(
  { training, startFrom }: Project,
  before: readonly AnyLayer[],
  after: readonly AnyLayer[],
): Pick<Project, "training"> & { startFrom?: Project["startFrom"] } {
  const layerRates = renamed(training.layerRates, before, after);
  if (startFrom?.layers === undefined) return { training: { ...training, layerRates } };
  const layers = Object.keys(renamed(Object.fromEntries(startFrom.layers.map((name) => [name, 1])), before, after));
  return {
    training: { ...training, layerRates },
    startFrom: layers.length === 0 ? undefined : { ...startFrom, layers },
  };
}

/** The fewest layers that answer what the data asks. */
export function startFromNothing(data: DataSummary): Problem | null {
  return startWithLayers(leastLayers(seamOf(data.target, data.exampleShape, data.vocabulary)));
}

/** The preset that the model is, or began as. */
export function originOf(model: Project["model"]): ArchitectureId | undefined {
  return "architecture" in model ? model.architecture : model.basedOn;
}

/** A layer's factor on the learning rate; 1 needs no mention, 0 freezes it. */
export function changeRate(name: string, factor: number): Problem | null {
  return editProject((project) => {
    const { [name]: _old, ...others } = project.training.layerRates;
    return {
      ...project,
      training: { ...project.training, layerRates: factor === 1 ? others : { ...others, [name]: factor } },
    };
  });
}
