/** What the project's model will be on its data: every layer with its shapes and cost, or the sentence why not. */
import { layerOf, planLayer } from "../../catalog/layers/index.ts";
import { costOf } from "../../catalog/layers/layer.ts";
import { problemOf, type Problem } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import { presetOf, seamOf } from "../../project/preset.ts";
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
    const seam = seamOf(data.target, data.exampleShape, data.vocabulary);
    const counts = new Map<string, number>();
    let shape = seam.input;
    for (const selection of "layers" in model ? model.layers : presetOf(model).layers(seam)) {
      const definition = layerOf(selection);
      const planned = planLayer(selection, shape, counts);
      unfolded.push({
        name: planned.name,
        title: definition.title,
        detail: definition.detail?.(selection) ?? "",
        output: planned.plan.output,
        ...costOf([planned]),
      });
      shape = planned.plan.output;
    }
    return { layers: unfolded, problem: null };
  } catch (error) {
    return { layers: unfolded, problem: problemOf(error) };
  }
}
