/**
 * Takes a model with its weights that TensorFlow.js has saved (`model.json` and the binary files beside it) into the
 * library, where it predicts and others can start from it.
 */
import { type LayerSelection, layOut } from "../../catalog/layers/index.ts";
import { lossFor } from "../../catalog/losses/index.ts";
import { StudioError } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import { type ReadModel, readKerasModel } from "../../project/keras/read-model.ts";
import { type WeightFile, readWeights } from "../../project/keras/read-weights.ts";
import { takeWeights } from "../../project/keras/take-weights.ts";
import { parseProject } from "../../project/parse-project.ts";
import type { InputColumn, ModelRecord, SavedTensor, Target } from "../../project/records.ts";
import { newId } from "../new-id.ts";
import { openedStorage } from "../storage-connection.ts";
import { refreshStoredBytes } from "../stored-bytes.ts";
import { studioStore } from "../store.ts";
import { studioVersion } from "../version.ts";

/** Rows and columns of a picture whose size the model leaves open. */
const OPEN_SIZE = 64;
/** Of a data set that is not here. */
const ITS_DATA = "data-of-an-imported-model";
/** Characters of a `model.json`: the largest known have a few million. */
const MOST_JSON = 64 * 2 ** 20;

export interface ImportedModel {
  readonly id: string;
  readonly name: string;
  /** What is not quite as it was, a sentence each. */
  readonly warnings: readonly Text[];
}

/** Rejects with a `StudioError` for files that are no such model, or one whose layers, sizes or weights do not fit. */
export async function importModel(files: readonly File[]): Promise<ImportedModel> {
  const main = files.find(({ name }) => name.endsWith(".json"));
  if (main === undefined) throw refused(noModelFile);
  if (main.size > MOST_JSON) throw refused(tooLong);
  const text = await main.text();
  const model = readKerasModel(text);
  const input = inputOf(model);
  const others: readonly WeightFile[] = files.filter((file) => file !== main);
  // That it is JSON, reading the model has shown.
  const weights = await readWeights(JSON.parse(text), others);
  const tensors = takeWeights(model.translated, input, weights);
  const record = recordOf(main.name.replace(/\.json$/, ""), model, input, tensors);
  const checkpoint = { step: 0, tensors };
  const storage = await openedStorage();
  await storage.addModel(record, checkpoint);
  studioStore.setState(({ models }) => ({ models: [record, ...models] }));
  await refreshStoredBytes();
  return { id: record.id, name: record.name, warnings: warningsOf(model, input) };
}

function inputOf({ input }: ReadModel): readonly number[] {
  if (input === null || (input.length !== 1 && input.length !== 3)) throw refused(otherInput);
  const [last] = input.slice(-1);
  if (last === null || last === undefined) throw refused(otherInput);
  return [...input.slice(0, -1).map((extent) => extent ?? OPEN_SIZE), last];
}

function recordOf(
  name: string,
  model: ReadModel,
  input: readonly number[],
  tensors: readonly SavedTensor[],
): ModelRecord {
  const { layers, isChoice } = withoutSoftmax(model.layers);
  const { output } = layOut(layers, input);
  const [answers] = output;
  if (output.length !== 1 || answers === undefined) throw refused(noAnswer(output));
  const id = newId("model");
  const numbers = tensors.reduce((sum, { values }) => sum + values.length, 0);
  const target: Target =
    isChoice || answers > 1
      ? { task: "classification", name: "class", classes: Array.from({ length: answers }, (_, at) => String(at)) }
      : { task: "regression", name: "answer" };
  const parsed = parseProject({
    name,
    data: { id: ITS_DATA },
    model: { layers },
    // Nobody has trained it here to settle what "auto" would mean.
    training: { loss: lossFor(target.task) },
  });
  if (parsed.problem !== undefined) throw new StudioError(parsed.problem);
  return {
    id,
    name,
    createdAt: Date.now(),
    runId: id,
    project: parsed.project,
    layers: [...layers],
    inputs: columnsOf(input),
    target,
    preprocess:
      input.length === 1 ? [] : [{ step: "rescale", columns: [{ name: "image", values: { factor: 1 / 255 } }] }],
    dataFingerprint: "",
    parameterCount: tensors.reduce((sum, each) => sum + (each.name.startsWith("state/") ? 0 : each.values.length), 0),
    bytes: 4 * numbers,
    studioVersion,
    imported: { from: "tensorflow-js" },
    summary: {
      id,
      name,
      status: "finished",
      reason: { en: "Imported from TensorFlow.js.", zh: "从 TensorFlow.js 导入。" },
      modelId: id,
      backend: "cpu",
      trainer: "reference",
      steps: 0,
      epochs: 0,
      examples: 0,
      elapsedMs: 0,
      finalLoss: null,
      validation: {},
      test: {},
    },
    history: [],
  };
}

/** Here a model gives logits, and the answer makes probabilities of them. */
function withoutSoftmax(layers: readonly LayerSelection[]): {
  readonly layers: readonly LayerSelection[];
  readonly isChoice: boolean;
} {
  const last = layers.at(-1);
  if (last === undefined || !("activation" in last) || last.activation !== "softmax")
    return { layers, isChoice: false };
  const before = layers.slice(0, -1);
  return {
    layers: last.type === "activation" ? before : [...before, { ...last, activation: "linear" }],
    isChoice: true,
  };
}

function columnsOf(input: readonly number[]): InputColumn[] {
  const [height, width, channels] = input;
  if (height === undefined) throw new Error("an input has one axis at least");
  return width === undefined || channels === undefined
    ? Array.from({ length: height }, (_, at) => ({
        type: "number",
        name: `x${at + 1}`,
        typical: 0,
        minimum: -1,
        maximum: 1,
      }))
    : [{ type: "image", name: "image", shape: [height, width, channels] }];
}

function warningsOf({ untaken, input }: ReadModel, size: readonly number[]): readonly Text[] {
  const given = untaken.map(({ layer, className, text }) => ({
    en: `${layer} (${className}): ${text.en}`,
    zh: `${layer}（${className}）：${text.zh}`,
  }));
  return [
    ...given,
    ...(input?.includes(null) === true ? [openSize(size)] : []),
    ...(size.length === 3 ? [brightness] : []),
  ];
}

function refused(text: Text): StudioError {
  return new StudioError({ code: "keras-model", text });
}

const noModelFile: Text = {
  en: "There is no model.json among these files. Choose it together with the binary files that were saved beside it.",
  zh: "所选文件中没有 model.json。请将它与同时保存的二进制文件一起选择。",
};
const tooLong: Text = {
  en: "The model's JSON is longer than 64 MB, which no model of layers needs. Choose the model.json that TensorFlow.js has saved.",
  zh: "模型 JSON 超过 64 MB，层模型不会如此之大。请选择 TensorFlow.js 保存的 model.json。",
};
const otherInput: Text = {
  en: "Only models that take a list of numbers, or a picture with known channels, can be taken over with their weights. Paste model.json to take the layers alone.",
  zh: "只有输入为一组数值或通道数已知的图像的模型，才能连同权重导入。可粘贴 model.json，只取层结构。",
};
const noAnswer = (output: readonly number[]): Text => ({
  en: `The model ends in ${output.join(" × ")} numbers, and an answer is one list. Save it with a pooling or flatten layer at its end.`,
  zh: `模型最后输出 ${output.join(" × ")} 个数，而答案应为一列数。请在末尾加上池化层或展平层后再保存。`,
});
const openSize = ([height, width]: readonly number[]): Text => ({
  en: `It takes pictures of any size; ${height} × ${width} is taken for its own.`,
  zh: `它接受任意大小的图像；此处按 ${height} × ${width} 处理。`,
});
const brightness: Text = {
  en: "Its file does not say how bright pixels are told; it is given them from 0 to 1.",
  zh: "文件未说明像素的取值范围；此处按 0 到 1 输入。",
};
