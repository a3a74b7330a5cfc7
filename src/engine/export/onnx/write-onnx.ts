/** A model as an ONNX file. */
import type { Checkpoint } from "../../../project/records.ts";
import type { ModelProgram } from "../../model-program.ts";
import { answerGraph } from "../answer-graph.ts";
import { type ExportedModel, modelCard } from "../model-card.ts";
import { OnnxGraph } from "./onnx-graph.ts";
import { translate } from "./translate.ts";
import { type WeightFormat, addWeights } from "./weights.ts";

export const ONNX_INPUT = "examples";
export const ONNX_OUTPUT = "answer";

/**
 * Input `examples` [n, ...], prepared as `preprocess` in the metadata says; output `answer` [n, ...]: a probability for
 * each class, or numbers in the target's own unit. Throws a `StudioError` where the model is no function of one example.
 */
export function writeOnnx(
  model: ExportedModel,
  program: ModelProgram,
  checkpoint: Checkpoint,
  weights: WeightFormat,
): Uint8Array<ArrayBuffer> {
  const onnx = new OnnxGraph();
  const graph = answerGraph(program, model.target);
  const tensors = new Map(checkpoint.tensors.map((tensor) => [tensor.name, tensor]));
  const added = new Map<string, string>();
  const variable = (name: string): string => {
    const known = added.get(name);
    if (known !== undefined) return known;
    const made = addWeights(onnx, name, tensors.get(name)!, weights);
    added.set(name, made);
    return made;
  };
  const answer = translate({ onnx, graph, input: ONNX_INPUT, variable });
  onnx.node("Identity", [answer], {}, ONNX_OUTPUT);
  return onnx.file({
    name: model.name,
    inputs: [{ name: ONNX_INPUT, shape: ["n", ...program.plan.input] }],
    outputs: [{ name: ONNX_OUTPUT, shape: ["n", ...program.plan.output] }],
    producerVersion: model.studioVersion,
    metadata: modelCard(model),
  });
}
