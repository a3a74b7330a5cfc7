/** What the project's model will be on its data: every layer with its shapes and cost, or the sentence why not. */
import { architectures } from "../../catalog/architectures/index.ts";
import { findDefinition } from "../../catalog/definition.ts";
import { layerOf, layerSelection, planLayer } from "../../catalog/layers/index.ts";
import { type LayerPlan, everyLayer, sizeOf } from "../../catalog/layers/layer.ts";
import { problemOf, type Problem } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import type { Project } from "../../project/project.ts";
import type { DataSummary } from "../../project/data-summary.ts";

export interface UnfoldedLayer {
  /** "dense-1": its type and the count of it, as the trainer names it. */
  readonly name: string;
  readonly title: Text;
  /** "128 · ReLU", as the layer's own fields say. */
  readonly detail: string;
  readonly output: readonly number[];
  readonly parameters: number;
  readonly multiplyAdds: number;
}

export interface UnfoldedModel {
  readonly layers: readonly UnfoldedLayer[];
  /** Set when the next layer does not fit; `layers` holds those before it. */
  readonly problem: Problem | null;
}

export function unfoldModel(model: Project["model"], data: DataSummary): UnfoldedModel {
  const unfolded: UnfoldedLayer[] = [];
  try {
    let shape = data.exampleShape;
    const counts = new Map<string, number>();
    for (const input of layerInputs(model, data)) {
      const config = layerSelection.parse(input);
      const definition = layerOf(config);
      const planned = planLayer(config, shape, counts);
      const all = [...everyLayer([planned])].map(({ plan }) => plan);
      const total = (of: (plan: LayerPlan) => number) => all.reduce((sum, plan) => sum + of(plan), 0);
      unfolded.push({
        name: planned.name,
        title: definition.title,
        detail: definition.detail?.(config) ?? "",
        output: planned.plan.output,
        parameters: total((plan) => plan.parameters.reduce((sum, parameter) => sum + sizeOf(parameter.shape), 0)),
        multiplyAdds: total((plan) => plan.multiplyAdds),
      });
      shape = planned.plan.output;
    }
    return { layers: unfolded, problem: null };
  } catch (error) {
    return { layers: unfolded, problem: problemOf(error) };
  }
}

function layerInputs(model: Project["model"], data: DataSummary): readonly unknown[] {
  if (!("architecture" in model)) return model.layers;
  const { target } = data;
  const seam = {
    input: data.exampleShape,
    ...(data.vocabulary === undefined ? {} : { vocabulary: data.vocabulary }),
    outputs: target.task === "classification" ? target.classes.length : 1,
    task: target.task,
  };
  const definition = findDefinition(architectures, model.architecture);
  // Each definition parses with the very schema that types its own `layers`; the union of them cannot say so.
  const unfold = definition.layers as (config: unknown, at: typeof seam) => readonly unknown[];
  return unfold(definition.config.parse(model.config), seam);
}
