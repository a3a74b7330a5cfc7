/** A model for TensorFlow.js as one file, with what it is in words beside it. */
import type { Text } from "../../../language/text.ts";
import type { Checkpoint } from "../../../project/records.ts";
import type { ModelProgram } from "../../model-program.ts";
import { filesBeside } from "../describe-model.ts";
import type { Line } from "../../../project/scaling.ts";
import type { ExportedModel } from "../model-card.ts";
import { zipFile } from "../zip-file.ts";
import { cardWith } from "./preparation.ts";
import { toKeras } from "./translate.ts";
import { type LayersModelFiles, type TfjsWeights, writeTfjs } from "./write-tfjs.ts";

export const PLAIN_TFJS: Text = { en: "TensorFlow.js", zh: "TensorFlow.js" };

/** Throws a `StudioError` that names the layer which TensorFlow.js cannot express. */
export async function tfjsZip(
  model: ExportedModel,
  program: ModelProgram,
  checkpoint: Checkpoint,
  { weights, scaling }: { readonly weights: TfjsWeights; readonly scaling: readonly Line[] },
): Promise<{ readonly file: Blob; readonly files: LayersModelFiles }> {
  const tensors = new Map(checkpoint.tensors.map((tensor) => [tensor.name, tensor]));
  const graph = toKeras(program.plan, "tfjs", tensors, model.target, scaling);
  const card = cardWith(model, "tfjs", scaling);
  const files = writeTfjs(graph, weights, { name: model.name, version: model.studioVersion, card });
  const { input, output } = program.plan;
  const beside = Object.entries(filesBeside(model, { input, output, use: openedBy(input, scaling) }, card));
  const file = await zipFile([["model.json", files.modelJson], ...beside, ["weights.bin", files.weights]]);
  return { file, files: { modelJson: files.modelJson, weights: new Blob([...files.weights]) } };
}

function openedBy(input: readonly number[], scaling: readonly Line[]) {
  const isInside = scaling.length > 0;
  const isPicture = input.length === 3;
  const hasGaps = scaling.some(({ gap }) => gap !== null);
  const given: Text = !isInside
    ? { en: "give the network prepared examples", zh: "并输入预处理后的样本" }
    : isPicture
      ? {
          en: "give the network pictures as bytes from 0 to 255, which its first layers prepare",
          zh: "并输入 0 至 255 的原始像素，其首层会完成预处理",
        }
      : {
          en: `give the network numbers as they stand in the data, which its first layers prepare${hasGaps ? ". Where a value is missing, give the one that preprocessing.json has for it under “impute”" : ""}`,
          zh: `并输入原始数值，其首层会完成预处理${hasGaps ? "；缺失值请按 preprocessing.json 中“impute”的数值填写" : ""}`,
        };
  return {
    text: {
      en: `Serve model.json and weights.bin from one folder, and ${given.en}:`,
      zh: `将 model.json 与 weights.bin 放在同一目录提供访问，${given.zh}：`,
    },
    language: "js",
    code: [
      'import * as tf from "@tensorflow/tfjs";',
      "",
      'const model = await tf.loadLayersModel("model.json");',
      `const examples = tf.zeros([1, ${input.join(", ")}]); // yours${isInside ? "" : ", prepared as preprocessing.json says"}`,
      "model.predict(examples).print();",
    ].join("\n"),
  };
}
