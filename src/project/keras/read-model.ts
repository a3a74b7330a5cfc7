/**
 * A model that Keras (2 or 3, `model.to_json()`) or TensorFlow.js (`model.json`) has written, as a list of our layers. The
 * layers' structure only; weights are another matter. What has no counterpart here is named, and left out.
 */
import { z } from "zod";
import type { LayerSelection } from "../../catalog/layers/index.ts";
import { StudioError } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import { type Chain, type KerasNode, chainOf, sequence, tangled } from "./graph.ts";
import { type Translated, type Untaken, restsInUse, translateChain } from "./translate-layer.ts";

export interface ReadModel {
  readonly layers: readonly LayerSelection[];
  /** The same, with the layers that they were. */
  readonly translated: readonly Translated[];
  /** One example's shape where the file tells it, null for a size that it leaves open. */
  readonly input: readonly (number | null)[] | null;
  /** How many layers the file has, and how many of them came over. */
  readonly all: number;
  readonly taken: number;
  /** What could not be taken over, by the layer's name in the file. */
  readonly untaken: readonly Untaken[];
  /** Layers at the beginning that prepare the input: no layers here. */
  readonly leading: readonly KerasNode[];
  /** A last one that only scales the answer. */
  readonly scaling: KerasNode | null;
  /** Everything that the file has, models within it by their layers. */
  readonly nodes: readonly KerasNode[];
}

/** More layers than any model has that a browser could train, and deeper models than people nest. */
const MOST_LAYERS = 2000;
const DEEPEST = 16;

const layerShape = z.looseObject({
  class_name: z.string(),
  name: z.string().optional(),
  config: z.looseObject({ name: z.string().optional() }).default({}),
  inbound_nodes: z.array(z.unknown()).optional(),
});
type KerasLayer = z.infer<typeof layerShape>;

const modelShape = z.looseObject({
  class_name: z.enum(["Sequential", "Functional", "Model"]),
  config: z.union([z.array(layerShape), z.looseObject({ layers: z.array(layerShape) })]),
});
type KerasModel = z.infer<typeof modelShape>;

const batchShape = z.array(z.int().positive().nullable()).min(2);

/**
 * Throws a `StudioError` for text that is no such model, or none of whose layers is known here. `isOld`: whether Keras 2 or
 * TensorFlow.js has written it, where the text does not tell.
 */
export function readKerasModel(json: string, isOld?: boolean): ReadModel {
  const untaken: Untaken[] = [];
  const nodes = readKerasNodes(json, isOld);
  const chain = chainOf(nodes);
  const translated = translateChain(chain, untaken);
  const layers = translated.map(({ layer }) => layer);
  if (layers.length === 0) throw refused(noLayers);
  const all = nodes.filter(({ className }) => className !== "InputLayer").length;
  const lost = new Set(untaken.flatMap(({ layer, isLost }) => (isLost ? [layer] : [])));
  const read = { layers, translated, input: inputOf(nodes), all, taken: all - lost.size, untaken };
  return { ...read, leading: leadingOf(chain), scaling: scalingOf(chain), nodes };
}

const leadingClasses: ReadonlySet<string> = new Set(["Rescaling", "Normalization", "NanToNum"]);

/** Its layers alone, whatever they are. Throws a `StudioError` for text that is no such model. */
export function readKerasNodes(json: string, isOld?: boolean): readonly KerasNode[] {
  const nodes = nodesOf(modelOf(parseJson(json)), { depth: 0, isOld });
  checkNames(nodes, new Set());
  return nodes;
}

function leadingOf(chain: Chain): readonly KerasNode[] {
  const [link, ...rest] = chain;
  if (link?.kind !== "layer") return [];
  const { className, inside } = link.node;
  if (inside !== undefined) return leadingOf([...chainOf(inside), ...rest]);
  if (className === "InputLayer" || restsInUse(link.node)) return leadingOf(rest);
  return leadingClasses.has(className) ? [link.node, ...leadingOf(rest)] : [];
}

function scalingOf(chain: Chain): KerasNode | null {
  const last = chain.at(-1);
  return last?.kind === "layer" && last.node.className === "Rescaling" && chain.length > 2 ? last.node : null;
}

/** Throws a `StudioError` for a model of too many layers, or two of one name: weights are found by it. */
function checkNames(nodes: readonly KerasNode[], names: Set<string>): void {
  for (const { name, className, inside } of nodes) {
    if (names.has(name) && className !== "InputLayer") throw refused(twice(name));
    if (names.add(name).size > MOST_LAYERS) throw refused(tooManyLayers);
    if (inside !== undefined) checkNames(inside, names);
  }
}

/** One example's shape, as the first layer that tells it does; a size that is left open is null. */
function inputOf(nodes: readonly KerasNode[]): readonly (number | null)[] | null {
  for (const { config, inside } of nodes) {
    const told = inside === undefined ? shapeIn(config) : inputOf(inside);
    if (told !== null) return told;
  }
  return null;
}

function shapeIn(config: KerasNode["config"]): readonly (number | null)[] | null {
  const [, ...shape] = batchShape.safeParse(config["batch_input_shape"] ?? config["batch_shape"]).data ?? [];
  return shape.length === 0 ? null : shape;
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (thrown) {
    throw refused(noJson, thrown);
  }
}

/** The model wherever the file keeps it: bare, under `modelTopology`, or under `model_config` in that. */
function modelOf(json: unknown): KerasModel {
  const topology = within(json, "modelTopology") ?? json;
  const config = within(topology, "model_config") ?? topology;
  const parsed = modelShape.safeParse(typeof config === "string" ? parseJson(config) : config);
  if (parsed.success) return parsed.data;
  throw refused(within(json, "format") === "graph-model" ? graphModel : noModel);
}

function within(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

interface Within {
  readonly depth: number;
  readonly isOld: boolean | undefined;
}

function nodesOf(model: KerasModel, at: Within): readonly KerasNode[] {
  if (at.depth > DEEPEST) throw refused(tooDeep);
  const { config } = model;
  const given = Array.isArray(config) ? config : config.layers;
  if (!Array.isArray(config) && sourcesIn(config["output_layers"]).length > 1) throw tangled();
  const layers = given.map((layer) => toNode(layer, at));
  return model.class_name === "Sequential" ? sequence(layers) : layers;
}

function toNode(layer: KerasLayer, { depth, isOld }: Within): KerasNode {
  const name = layer.name ?? layer.config.name ?? layer.class_name;
  const calls = layer.inbound_nodes ?? [];
  if (calls.length > 1) throw refused(shared(name));
  const nested = modelShape.safeParse(layer);
  return {
    name,
    className: layer.class_name,
    config: isCausal(calls) ? { ...layer.config, causal: true } : layer.config,
    isOld: isOld ?? layer["module"] === undefined,
    inputs: [...new Set(sourcesIn(calls))],
    ...(nested.success ? { inside: nodesOf(nested.data, { depth: depth + 1, isOld }) } : {}),
  };
}

/** Names of the layers that feed one: `["conv", 0, 0, {}]` in Keras 2, a tensor with its `keras_history` in Keras 3. */
function sourcesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) {
    const [name, node, tensor] = value as readonly unknown[]; // `isArray` makes it a list of any.
    if (typeof name === "string" && typeof node === "number" && typeof tensor === "number") {
      if (tensor !== 0) throw refused(besideOutput(name));
      // Behind it, what the layer is called with beside it.
      return [name, ...value.slice(3).flatMap(sourcesIn)];
    }
    return value.flatMap(sourcesIn);
  }
  if (typeof value !== "object" || value === null) return [];
  const history = within(value, "keras_history");
  return history === undefined ? Object.values(value).flatMap(sourcesIn) : sourcesIn(history);
}

/** Whether a layer is called so that no step sees a later one, which Keras keeps with the call. */
function isCausal(calls: unknown): boolean {
  if (typeof calls !== "object" || calls === null) return false;
  return within(calls, "use_causal_mask") === true || Object.values(calls).some(isCausal);
}

function refused(text: Text, cause?: unknown): StudioError {
  return new StudioError({ code: "keras-model", text }, { cause });
}

const noJson: Text = {
  en: "This is not JSON. Paste all of what model.to_json() prints, from the first brace to the last.",
  zh: "这不是 JSON。请粘贴 model.to_json() 的完整输出，从第一个花括号到最后一个。",
};
const noModel: Text = {
  en: "This JSON holds no Keras model: it needs a class_name of Sequential or Functional, and a config with layers.",
  zh: "此 JSON 不是 Keras 模型：需要 class_name 为 Sequential 或 Functional，且 config 中含有 layers。",
};
const graphModel: Text = {
  en: "This is a TensorFlow.js graph model, which keeps operations instead of layers. Save the Keras model as a layers model, or paste model.to_json().",
  zh: "这是 TensorFlow.js 的计算图模型，只保存运算而没有层。请另存为 layers model，或粘贴 model.to_json()。",
};
const tooManyLayers: Text = {
  en: `This model has more than ${MOST_LAYERS} layers, which is more than can be read. Take a smaller model.`,
  zh: `该模型超过 ${MOST_LAYERS} 层，无法读取。请使用较小的模型。`,
};
const tooDeep: Text = {
  en: `Models stand within models more than ${DEEPEST} deep, which is more than can be read. Save it with its layers side by side.`,
  zh: `模型嵌套超过 ${DEEPEST} 层，无法读取。请展开嵌套后再保存。`,
};
const twice = (name: string): Text => ({
  en: `Two layers are called "${name}", so that it is not clear which is meant. Give each a name of its own and save it again.`,
  zh: `有两个层都叫“${name}”，无法区分。请为每层取不同的名称后重新保存。`,
});
const shared = (name: string): Text => ({
  en: `The layer "${name}" stands in several places of this model with the same weights, and here each place has its own. Export it as ONNX, which predicts with any layer.`,
  zh: `层“${name}”在该模型的多处共用同一组权重，而这里每处各有权重。可将模型导出为 ONNX 用于预测。`,
});
const besideOutput = (name: string): Text => ({
  en: `This model takes more of the layer "${name}" than its first output, such as a state, which no layer here gives. Export it as ONNX, which predicts with any layer.`,
  zh: `该模型用到了层“${name}”首个输出以外的结果（如状态），而这里的层都不提供。可将模型导出为 ONNX 用于预测。`,
});
const noLayers: Text = {
  en: "None of this model's layers is known here. Build it from the layers of the list instead.",
  zh: "该模型的层在这里均无对应。请改用列表中的层搭建。",
};
