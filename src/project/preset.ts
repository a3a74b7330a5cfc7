/** What the data asks of a project's model, and the layers that it answers with. */
import { type ArchitectureDefinition, type ModelSeam, standardTasks } from "../catalog/architectures/architecture.ts";
import { architectures } from "../catalog/architectures/index.ts";
import { findDefinition } from "../catalog/definition.ts";
import { type LayerInput, type LayerSelection, activeLayers, layerSelection } from "../catalog/layers/index.ts";
import type { Task } from "../catalog/losses/loss.ts";
import { StudioError } from "../language/studio-error.ts";
import { parseConfig } from "./parse-config.ts";
import type { Project } from "./project.ts";
import type { Target } from "./records.ts";

/** How many numbers the model gives: one a class, one, as many as the input has, or one a token that may follow. */
export function outputsOf(target: Target, input: ModelSeam["input"]): number {
  switch (target.task) {
    case "classification":
      return target.classes.length;
    case "regression":
      return 1;
    case "reconstruction":
      return input.reduce((product, extent) => product * extent, 1);
    case "generation":
      return target.tokens.length;
  }
}

/** Whether a model that ends in this shape answers what the data asks. */
export function isAnswer(output: ModelSeam["input"], { input, outputs, task }: ModelSeam): boolean {
  switch (task) {
    case "classification":
    case "regression":
      return output.length === 1 && output[0] === outputs;
    case "reconstruction":
      return output.reduce((product, extent) => product * extent, 1) === outputs;
    case "generation":
      return output.length === 2 && output[0] === input[0] && output[1] === outputs;
  }
}

/** Whether a bend of the last layer is the loss's own business, which takes scores and makes probabilities of them. */
export function isLeftToLoss(activation: string, task: Task): boolean {
  const isChoice = task === "classification" || task === "generation";
  return isChoice && (activation === "softmax" || activation === "sigmoid");
}

/** `input`: one example's shape; `vocabulary`: where it is a sequence of tokens. */
export function seamOf(target: Target, input: ModelSeam["input"], vocabulary: number | undefined): ModelSeam {
  return {
    input,
    outputs: outputsOf(target, input),
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
    layers: (seam) => {
      checkTask(definition, seam.task);
      return definition.layers(config, seam).map((layer) => madeLayer(definition, layer));
    },
  };
}

/** Throws a `StudioError` for a preset that is made for something else. */
function checkTask({ title, tasks = standardTasks }: ArchitectureDefinition, task: Task): void {
  if (tasks.includes(task)) return;
  const fitting = architectures.filter((each: Pick<ArchitectureDefinition, "tasks">) => each.tasks?.includes(task));
  const named = (language: "en" | "zh") => fitting.map((each) => each.title[language]);
  const [en, zh] =
    task === "generation"
      ? [
          `writes no texts. Pick one of these: ${named("en").join(", ")}.`,
          `不能生成文本。请选择：${named("zh").join("、")}。`,
        ]
      : [
          "gives its input back or goes on with a text, but this data has a target to predict. Pick another model, or another task for the data.",
          "用于还原输入或续写文本，但当前数据有预测目标。请选择其他模型，或更换数据的任务。",
        ];
  throw new StudioError({ code: "architecture-task", text: { en: `${title.en} ${en}`, zh: `“${title.zh}”${zh}` } });
}

/** A layer that a preset makes for this data. Throws a `StudioError` where the data are too large for one of its settings. */
function madeLayer({ title }: ArchitectureDefinition, layer: LayerInput): LayerSelection {
  const { data, error } = layerSelection.safeParse(layer);
  if (data !== undefined) return data;
  const text = {
    en: `${title.en} cannot be made for data of this size: one of its layers (${layer.type}) would be too large. Make the pictures smaller, or ask for fewer classes.`,
    zh: `“${title.zh}”无法用于这么大的数据：其中的层（${layer.type}）会过大。请缩小图像，或减少类别。`,
  };
  throw new StudioError({ code: "architecture-size", text }, { cause: error });
}

export interface ModelLayers {
  /** The project's model, a preset with every setting. */
  readonly model: Project["model"];
  /** Those that are switched on. */
  readonly layers: readonly LayerSelection[];
  /** The project's field that a layer comes from. */
  readonly fieldOf: (index: number) => string;
}

/** The layers that train. Throws the preset's `StudioError` for data that does not suit it. */
export function layersOf(model: Project["model"], seam: ModelSeam): ModelLayers {
  if ("layers" in model) {
    const places = [...model.layers.keys()].filter((at) => model.layers[at]!.disabled !== true);
    return { model, layers: activeLayers(model.layers), fieldOf: (index) => `model.layers[${places[index]}]` };
  }
  const preset = presetOf(model);
  return { model: preset.model, layers: preset.layers(seam), fieldOf: () => "model.architecture" };
}
