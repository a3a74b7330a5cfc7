/** What TensorFlow.js saves: `model.json` and the binary files beside it, or a zip file of both. */
import { readKerasModel } from "../../project/keras/read-model.ts";
import { type WeightFile, readWeights } from "../../project/keras/read-weights.ts";
import type { ModelFile, ReadModelFile } from "../../project/imported-model.ts";
import { readOwnCard } from "../export/model-card.ts";
import { modelOfLayers } from "./from-layers.ts";
import { importGraphModel, isGraphModel } from "./graph-model.ts";
import { textOf, titleOf, unzipped } from "./given-files.ts";
import type { Means } from "./means.ts";
import { ownLayers } from "./own-layers.ts";
import { ofCard } from "./read-tensors.ts";
import { refuse } from "./refuse.ts";

const CARD = "model-card.json";

/** Throws a `StudioError` for files that are no such model, or one whose layers, sizes or weights do not fit. */
export async function readTensorflowJs(given: readonly ModelFile[], means: Means): Promise<ReadModelFile> {
  const files = await unzipped(given);
  const main = files.find(({ name }) => /(?:^|\/)model\.json$/.test(name)) ?? files.find(({ name }) => isModel(name));
  if (main === undefined) {
    return refuse(
      "keras-model",
      "There is no model.json among these files. Choose it together with the binary files that were saved beside it.",
      "所选文件中没有 model.json。请将它与同时保存的二进制文件一起选择。",
    );
  }
  const text = await textOf(main);
  const others = files.filter((file) => file !== main).map(weightFile);
  const json: unknown = objectIn(text);
  if (isGraphModel(json)) return importGraphModel({ main, json, others }, means);
  const card = files.find(({ name }) => name.endsWith(CARD));
  const own = card === undefined ? null : readOwnCard(objectIn(await textOf(card)));
  if (own !== null) return ofCard((await ownLayers(own, "tfjs"))(await readWeights(json, others)), own);
  const model = readKerasModel(text);
  const weights = await readWeights(json, others);
  const name = titleOf(given[0] !== undefined && given[0].name.endsWith(".zip") ? given[0].name : main.name);
  return modelOfLayers({ name, from: "tensorflow-js", model, weights });
}

function isModel(name: string): boolean {
  return name.endsWith(".json") && !name.endsWith(CARD) && !name.endsWith("preprocessing.json");
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const told: unknown = JSON.parse(text);
    return typeof told === "object" && told !== null ? { ...told } : {};
  } catch {
    // Beside the model somebody else may call something so.
    return {};
  }
}

function weightFile({ name, blob }: ModelFile): WeightFile {
  return { name: name.split("/").at(-1) ?? name, size: blob.size, arrayBuffer: () => blob.arrayBuffer() };
}
