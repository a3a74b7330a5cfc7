/** A model for TensorFlow.js as one file, with what it is in words beside it. */
import { strToU8, zipSync } from "fflate";
import type { Checkpoint } from "../../../project/records.ts";
import type { ModelProgram } from "../../model-program.ts";
import { filesBeside } from "../describe-model.ts";
import { type ExportedModel, modelCard } from "../model-card.ts";
import { toKeras } from "./translate.ts";
import { type LayersModelFiles, type TfjsWeights, writeTfjs } from "./write-tfjs.ts";

export const PLAIN_TFJS = "TensorFlow.js";

/** Throws a `StudioError` that names the layer which TensorFlow.js cannot express. */
export function tfjsZip(
  model: ExportedModel,
  program: ModelProgram,
  checkpoint: Checkpoint,
  weights: TfjsWeights,
): { readonly bytes: Uint8Array<ArrayBuffer>; readonly files: LayersModelFiles } {
  const tensors = new Map(checkpoint.tensors.map((tensor) => [tensor.name, tensor]));
  const graph = toKeras(program.plan, "tfjs", tensors, model.target);
  const about = { name: model.name, version: model.studioVersion, card: modelCard(model) };
  const files = writeTfjs(graph, weights, about);
  const { input, output } = program.plan;
  const beside = Object.entries(filesBeside(model, { input, output, use: openedBy(input) }));
  const entries = [["model.json", files.modelJson] as const, ...beside];
  const texts = Object.fromEntries(entries.map(([name, text]) => [name, strToU8(text)]));
  return { bytes: zipSync({ ...texts, "weights.bin": [files.weights, { level: 0 }] }), files };
}

function openedBy(input: readonly number[]) {
  return {
    text: {
      en: "Serve model.json and weights.bin from one folder, and give the network prepared examples:",
      zh: "将 model.json 与 weights.bin 放在同一目录提供访问，并输入预处理后的样本：",
    },
    language: "js",
    code: [
      'import * as tf from "@tensorflow/tfjs";',
      "",
      'const model = await tf.loadLayersModel("model.json");',
      `const examples = tf.zeros([1, ${input.join(", ")}]); // yours, prepared as preprocessing.json says`,
      "model.predict(examples).print();",
    ].join("\n"),
  };
}
