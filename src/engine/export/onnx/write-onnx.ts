/** A model as an ONNX file. */
import type { Pieces } from "../../../project/file/pieces.ts";
import type { Checkpoint } from "../../../project/records.ts";
import type { ModelProgram } from "../../model-program.ts";
import { stepOutsideOnnx } from "../../../project/export-preparation.ts";
import { answerGraph } from "../answer-graph.ts";
import { type ExportedModel, modelCard } from "../model-card.ts";
import { OnnxGraph, type OnnxPort } from "./onnx-graph.ts";
import { portsOf, writePreparation } from "./raw-inputs.ts";
import { translate } from "./translate.ts";
import { type WeightFormat, addWeights } from "./weights.ts";

export const ONNX_INPUT = "examples";

/** Of the outputs: what no input is called. */
export function outputNames({ inputs }: ExportedModel): { readonly answer: string; readonly label: string } {
  const free = (name: string): string => (inputs.some((input) => input.name === name) ? free(`${name}_`) : name);
  return { answer: free("answer"), label: free("label") };
}

/** For whoever reads the file's metadata. */
const GIVE_COLUMNS = "inside: give each column as it stands in the data; NaN or an empty text where a value is missing";

export interface OnnxSettings {
  readonly weights: WeightFormat;
  readonly preparation: "inside" | "beside";
}

/** Whether the file prepares rows itself, or what of it ONNX has no operators for. */
export function preparationOf(
  model: ExportedModel,
  { preparation }: OnnxSettings,
): "inside" | { readonly beside: string | null } {
  if (preparation === "beside") return { beside: null };
  const outside = stepOutsideOnnx(model.preprocess);
  return outside === null ? "inside" : { beside: outside };
}

/**
 * Inputs: the columns by their names, or `examples` [n, ...] where the preparation is left beside. Outputs: `answer`
 * [n, ...], a probability for each class or numbers in the target's own unit; of classes also `label` [n], the likeliest
 * by its name. Throws a `StudioError` where the model is no function of one example.
 */
export function writeOnnx(
  model: ExportedModel,
  program: ModelProgram,
  checkpoint: Checkpoint,
  settings: OnnxSettings,
): Pieces {
  const onnx = new OnnxGraph();
  const { target, inputs, preprocess } = model;
  const graph = answerGraph(program, target);
  const tensors = new Map(checkpoint.tensors.map((tensor) => [tensor.name, tensor]));
  const added = new Map<string, string>();
  const variable = (name: string): string => {
    const known = added.get(name);
    if (known !== undefined) return known;
    const made = addWeights(onnx, name, tensors.get(name)!, settings.weights);
    added.set(name, made);
    return made;
  };
  const preparation = preparationOf(model, settings);
  const isInside = preparation === "inside";
  const plain: OnnxPort = { name: ONNX_INPUT, element: "float32", shape: ["n", ...program.plan.input] };
  const input = isInside ? writePreparation(onnx, inputs, preprocess, program.plan.input) : ONNX_INPUT;
  const answer = translate({ onnx, graph, input, variable });
  const names = outputNames(model);
  onnx.node("Identity", [answer], {}, names.answer);
  const outputs: OnnxPort[] = [{ name: names.answer, element: "float32", shape: ["n", ...program.plan.output] }];
  if (target.task === "classification") {
    const best = onnx.node("ArgMax", [names.answer], { axis: { int: 1 }, keepdims: { int: 0 } });
    onnx.node("Gather", [onnx.texts("/classes", target.classes), best], {}, names.label);
    outputs.push({ name: names.label, element: "string", shape: ["n"] });
  }
  return onnx.file({
    name: model.name,
    inputs: isInside ? portsOf(inputs) : [plain],
    outputs,
    producerVersion: model.studioVersion,
    metadata: {
      ...modelCard(model, isInside ? GIVE_COLUMNS : undefined),
      ...(isInside || preparation.beside === null ? {} : { preparationOutside: preparation.beside }),
    },
  });
}
