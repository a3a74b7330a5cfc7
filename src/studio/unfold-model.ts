/** What the project's model will be on its data: every layer with its shapes and cost, or the sentence why not. */
import type { z } from "zod";
import { architectures } from "../catalog/architectures/index.ts";
import { findDefinition } from "../catalog/definition.ts";
import { layers, layerSelection, type LayerSelection } from "../catalog/layers/index.ts";
import { sizeOf, type LayerPlan } from "../catalog/layers/layer.ts";
import { problemOf, type Problem } from "../language/studio-error.ts";
import type { Text } from "../language/text.ts";
import type { Project } from "../project/project.ts";
import type { DataSummary } from "../project/data-summary.ts";

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
      const definition = findDefinition(layers, config.type);
      const plan = planOf(definition, config, shape);
      const count = (counts.get(config.type) ?? 0) + 1;
      counts.set(config.type, count);
      unfolded.push({
        name: `${config.type}-${count}`,
        title: definition.title,
        detail: detailOf(config),
        output: plan.output,
        parameters: plan.parameters.reduce((sum, parameter) => sum + sizeOf(parameter.shape), 0),
        multiplyAdds: plan.multiplyAdds,
      });
      shape = plan.output;
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
    outputs: target.task === "classification" ? target.classes.length : 1,
    task: target.task,
  };
  const definition = findDefinition(architectures, model.architecture);
  // Each definition parses with the very schema that types its own `layers`; the union of them cannot say so.
  const unfold = definition.layers as (config: unknown, at: typeof seam) => readonly unknown[];
  return unfold(definition.config.parse(model.config), seam);
}

function planOf(definition: (typeof layers)[number], config: unknown, shape: readonly number[]): LayerPlan {
  // As above: `config` was parsed by this definition's schema, found by its own type.
  const plan = definition.plan as (config: unknown, input: readonly number[]) => LayerPlan;
  return plan(config, shape);
}

/** An activation by its name, which is the same in both languages; nothing for a layer that ends straight. */
function bendOf({ type, activation }: Extract<LayerSelection, { activation: unknown }>): string {
  const shape: Readonly<Record<string, z.ZodType>> = findDefinition(layers, type).config.shape;
  const names = shape["activation"]?.meta()?.field?.choices;
  return activation === "linear" ? "" : (names?.[activation]?.en ?? activation);
}

function detailOf(config: LayerSelection): string {
  switch (config.type) {
    case "dense":
      return [String(config.units), bendOf(config)].filter(Boolean).join(" · ");
    case "conv2d":
      return [`${config.filters} × (${config.kernelSize.join(" × ")})`, bendOf(config)].filter(Boolean).join(" · ");
    case "max-pooling2d":
      return config.poolSize.join(" × ");
    case "dropout":
      return String(config.rate);
    case "flatten":
      return "";
  }
}
