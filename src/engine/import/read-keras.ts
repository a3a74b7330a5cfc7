/** Files of Keras: `.keras` of version 3, and whole models in HDF5 of version 2 and since. */
import type { KerasNode } from "../../project/keras/graph.ts";
import { readKerasModel, readKerasNodes } from "../../project/keras/read-model.ts";
import type { KerasWeight } from "../../project/keras/read-weights.ts";
import type { ModelFile, ReadModelFile } from "../../project/imported-model.ts";
import { StudioError } from "../../language/studio-error.ts";
import { type OwnCard, readOwnCard } from "../export/model-card.ts";
import { type Hdf5Group, readHdf5 } from "../hdf5.ts";
import { modelOfLayers } from "./from-layers.ts";
import { bytesOf, entriesOf, titleOf } from "./given-files.ts";
import { namedWeights, numberedWeights } from "./keras-weights.ts";
import { ownLayers } from "./own-layers.ts";
import { ofCard } from "./read-tensors.ts";
import { refuse } from "./refuse.ts";

type KerasWeights = ReadonlyMap<string, KerasWeight>;

const CONFIG = "config.json";
const WEIGHTS = "model.weights.h5";
/** Characters of a description: the largest known have a few million. */
const MOST_TEXT = 64 * 2 ** 20;

/** Throws a `StudioError` that says what of the file is missing or wrong. */
export async function readKeras(file: ModelFile): Promise<ReadModelFile> {
  const entries = await entriesOf(file);
  const config = entries[CONFIG];
  const bytes = entries[WEIGHTS];
  if (config === undefined || bytes === undefined) {
    return refuse(
      "keras-file",
      `"${file.name}" has no ${config === undefined ? CONFIG : WEIGHTS}, which every .keras file has. Save the model again with model.save("name.keras").`,
      `“${file.name}”中没有 .keras 文件应有的 ${config === undefined ? CONFIG : WEIGHTS}。请用 model.save("name.keras") 重新保存。`,
    );
  }
  const text = textOf(config, file.name);
  const weightsOf = <Result>(nodes: readonly KerasNode[], use: (weights: KerasWeights) => Result): Promise<Result> =>
    sound(file.name, () => readHdf5(bytes, (root) => use(numberedWeights(root, nodes, bytes.length))));
  const card = cardIn(entries["metadata.json"]);
  if (card !== null) return ofCard(await weightsOf(readKerasNodes(text), await ownLayers(card, "keras")), card);
  const model = readKerasModel(text);
  return weightsOf(model.nodes, (weights) =>
    modelOfLayers({ name: titleOf(file.name), from: "keras", model, weights }),
  );
}

/** As `readKeras`. */
export async function readKerasH5(file: ModelFile): Promise<ReadModelFile> {
  const bytes = await bytesOf(file);
  return sound(file.name, () =>
    readHdf5(bytes, (root) => {
      const config = root.texts("model_config")?.[0];
      const held = root.group("model_weights");
      if (config === undefined || held === null) return refuseWeightsAlone(file.name);
      const model = readKerasModel(config, isOld(root));
      const weights = namedWeights(held, bytes.length);
      return modelOfLayers({ name: titleOf(file.name), from: "keras-h5", model, weights });
    }),
  );
}

function isOld(root: Hdf5Group): boolean {
  return !/^[3-9]/.test(root.texts("keras_version")?.[0] ?? "");
}

function textOf(bytes: Uint8Array, name: string): string {
  if (bytes.length <= MOST_TEXT) return new TextDecoder().decode(bytes);
  return refuse(
    "keras-file",
    `The description of the layers in "${name}" is longer than 64 MB, which no model needs. Save the model again.`,
    `“${name}”中的层描述超过 64 MB，不合常理。请重新保存模型。`,
  );
}

/** What the studio has written beside it, where it comes from here. */
function cardIn(metadata: Uint8Array | undefined): OwnCard | null {
  if (metadata === undefined) return null;
  let told: unknown;
  try {
    told = JSON.parse(new TextDecoder().decode(metadata));
  } catch {
    // Keras itself only reads its version from there.
    return null;
  }
  const card: unknown = typeof told === "object" && told !== null ? Reflect.get(told, "descent_studio") : null;
  // A JSON object's keys are texts.
  return typeof card === "object" && card !== null ? readOwnCard(card as Readonly<Record<string, unknown>>) : null;
}

async function sound<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof StudioError) throw cause;
    return refuse(
      "hdf5",
      `The HDF5 data in "${name}" is damaged or cut off. Save or copy the model again.`,
      `“${name}”中的 HDF5 数据已损坏或不完整。请重新保存或复制模型。`,
      cause,
    );
  }
}

function refuseWeightsAlone(name: string): never {
  return refuse(
    "keras-file",
    `"${name}" holds weights, but no layers that they are of. Save the whole model with model.save(), not model.save_weights().`,
    `“${name}”只有权重，没有层结构。请用 model.save() 保存整个模型，而不是 model.save_weights()。`,
  );
}
