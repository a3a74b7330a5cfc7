/** One layer of a Keras model in our words: the same names in another spelling, and the few that differ. */
import { type LayerSelection, layerSelection, layers as catalog } from "../../catalog/layers/index.ts";
import type { Text } from "../../language/text.ts";
import { kerasClasses, kerasMerges } from "./class-names.ts";
import type { Chain, ChainLink, KerasNode } from "./graph.ts";
import { chainOf } from "./graph.ts";
import { settingOf, snake } from "./translate-setting.ts";

/** What a layer lost on its way here. */
export interface Untaken {
  readonly layer: string;
  readonly className: string;
  /** What of it, as it is called there: nothing where there is no such layer here. */
  readonly setting?: string;
  readonly text: Text;
  /** The whole layer, not only a setting of it. */
  readonly isLost: boolean;
  /** Whether the model answers otherwise without it, whatever its weights; else only its training differs. */
  readonly isAnswer: boolean;
}

/** Layers that only training meets. */
export function restsInUse({ className }: Pick<Untaken, "className">): boolean {
  return /^(?:Random[A-Z]|AlphaDropout|ActivityRegularization|SpatialDropout3D|Identity|AugMix|MixUp|CutMix)/.test(
    className,
  );
}

/** A layer of ours with the one that it was. */
export interface Translated {
  readonly layer: LayerSelection;
  readonly node: KerasNode;
  /** Of the lists inside it, by the names that its plan gives them. */
  readonly inside?: Readonly<Record<string, readonly Translated[]>>;
}

type Config = Readonly<Record<string, unknown>>;

const types = new Map(Object.entries(kerasClasses).map(([type, className]): [string, string] => [className, type]));

export function translateChain(chain: Chain, untaken: Untaken[]): readonly Translated[] {
  return chain.flatMap((link) => translateLink(link, untaken));
}

function translateLink(link: ChainLink, untaken: Untaken[]): readonly Translated[] {
  const { node } = link;
  if (link.kind === "branches") return translateBranches(node, link.branches, untaken);
  if (node.inside !== undefined) return translateChain(chainOf(node.inside), untaken);
  return node.className === "InputLayer" ? [] : translateNode(node, untaken);
}

const merges = new Map(Object.entries(kerasMerges).map(([merge, className]): [string, string] => [className, merge]));

function translateBranches(node: KerasNode, branches: readonly Chain[], untaken: Untaken[]): readonly Translated[] {
  const lists = branches.map((branch) => translateChain(branch, untaken));
  const merge = merges.get(node.className);
  if (merge === undefined) return lost(node, unknownClass, untaken);
  const isShortcut = merge === "add" && lists.length === 2;
  if (!isShortcut) {
    const inside = Object.fromEntries(lists.map((list, at) => [`branch-${at + 1}`, list]));
    return checked(node, { type: "parallel", branches: lists.map(layersOf), merge }, untaken, inside);
  }
  const [shortcut = [], layers = []] = lists.toSorted((a, b) => a.length - b.length);
  const block = { type: "residual", layers: layersOf(layers), shortcut: layersOf(shortcut) };
  return checked(node, block, untaken, { layers, shortcut });
}

function translateNode(node: KerasNode, untaken: Untaken[]): readonly Translated[] {
  const { className, config } = node;
  if (config["data_format"] === "channels_first") return lost(node, channelsFirst, untaken, "data_format");
  switch (className) {
    case "ReLU":
      return translateRelu(node, untaken);
    case "Softmax":
      return checked(node, { type: "activation", activation: "softmax" }, untaken);
    case "TimeDistributed":
      // A dense layer goes step by step anyway.
      return inner(node).flatMap((each) =>
        // Its weights go by the wrapper's name.
        each.className === "Dense"
          ? translateNode({ ...each, name: node.name }, untaken)
          : lost(node, unknownClass, untaken),
      );
    case "Bidirectional": {
      const layers = inner(node).flatMap((each) => translateNode(each, untaken));
      const mergeMode = config["merge_mode"] ?? "concat";
      const inside = { forward: layers.map(named("forward")), backward: layers.map(named("backward")) };
      return checked(node, { type: "bidirectional", layers: layersOf(layers), mergeMode }, untaken, inside);
    }
    default: {
      const definition = catalog.find(({ id }) => id === types.get(className));
      if (definition === undefined) return lost(node, unknownClass, untaken);
      const renamed = { ...config, ...differing(className, config) };
      const settings = Object.keys(definition.config.shape).flatMap((name) => {
        const setting = settingOf(className, name, renamed, (text) =>
          untaken.push({ ...nameOf(node), text, isLost: false, isAnswer: false }),
        );
        return setting === undefined ? [] : [[name, oneAxis(className, name, setting)] as const];
      });
      for (const key of passedOver(className, config, Object.keys(definition.config.shape))) {
        const isAnswer = key === "shared_axes" ? config[key] !== null : key in usual && key !== "stateful";
        untaken.push({ ...nameOf(node), setting: key, text: notTaken(key), isLost: false, isAnswer });
      }
      const bends = [config["activation"], config["recurrent_activation"]];
      if (className === "Attention") {
        untaken.push({ ...nameOf(node), setting: "scores", text: scaledScores, isLost: false, isAnswer: true });
      }
      if (node.isOld && bends.some((bend) => bend === "hard_sigmoid" || bend === "hardSigmoid")) {
        // With weights before it, they are made to fit.
        const isAnswer = className === "Activation";
        untaken.push({ ...nameOf(node), setting: "hard_sigmoid", text: softerBend, isLost: false, isAnswer });
      }
      return checked(node, { type: definition.id, ...Object.fromEntries(settings) }, untaken);
    }
  }
}

/** Of the two that a bidirectional layer makes of one. */
function named(direction: "forward" | "backward") {
  return (each: Translated): Translated => ({
    ...each,
    node: { ...each.node, name: directed(each.node.name, direction) },
  });
}

/** What Keras calls one of the two layers of a bidirectional one, whose own is called `name`. */
export function directed(name: string, direction: "forward" | "backward"): string {
  return `${direction}_${name.replace(/^forward_/, "")}`;
}

/** What a setting has to be for its layer to compute the same here, where there is no such setting. */
const usual: Readonly<Record<string, unknown>> = {
  dilation_rate: 1,
  interpolation: "nearest",
  output_padding: null,
  rms_scaling: false,
  score_mode: "dot",
  stateful: false,
  use_gate: false,
  use_scale: false,
};

/** Settings that the layer has there, that matter, and that nothing here takes: by their names there. */
function passedOver(className: string, config: Config, own: readonly string[]): readonly string[] {
  const taken = new Set([...own.map(snake), ...Object.keys(config).filter((key) => key.startsWith("depthwise_"))]);
  const isTold = (key: string, value: unknown): boolean => {
    if (/_(?:regularizer|constraint)$/.test(key)) return value !== null;
    // One for each axis, or one for all.
    return key in usual && [value].flat().some((each) => each !== usual[key]);
  };
  const unheard = Object.keys(config).filter((key) => !taken.has(key) && isTold(key, config[key]));
  switch (className) {
    case "MultiHeadAttention":
      return (config["value_dim"] ?? config["key_dim"]) === config["key_dim"] ? unheard : [...unheard, "value_dim"];
    case "PReLU":
      return areAllBefore(config["shared_axes"]) ? unheard : [...unheard, "shared_axes"];
    default:
      return unheard;
  }
}

/** Whether axes are counted from the first on without a gap: which slope a number gets then depends on its channel alone. */
function areAllBefore(axes: unknown): boolean {
  if (axes === undefined) return true;
  return [axes].flat().every((axis, at) => axis === at + 1);
}

/** Along a sequence, sizes are numbers here and lists of one there. */
function oneAxis(className: string, name: string, value: unknown): unknown {
  if (!className.endsWith("1D") || !Array.isArray(value) || value.length !== 1 || name === "steps") return value;
  return value[0];
}

/** Settings that have another name or form there. */
function differing(className: string, config: Config): Config {
  switch (className) {
    case "DepthwiseConv2D":
    case "SeparableConv2D":
      return {
        kernel_initializer: config["depthwise_initializer"],
        kernel_regularizer: config["depthwise_regularizer"],
        kernel_constraint: config["depthwise_constraint"],
      };
    case "GRU":
      // Where it says nothing, it is TensorFlow.js's, which knows no other.
      return { reset_after: config["reset_after"] ?? false };
    case "LeakyReLU":
      return { negative_slope: config["negative_slope"] ?? config["alpha"] };
    case "ZeroPadding1D":
      return { steps: config["padding"] };
    case "Cropping1D":
      return { steps: config["cropping"] };
    case "ZeroPadding2D":
      return marginsOf(config["padding"]);
    case "Cropping2D":
      return marginsOf(config["cropping"]);
    default:
      return {};
  }
}

function marginsOf(value: unknown): Config {
  return Array.isArray(value) ? { rows: value[0], columns: value[1] } : {};
}

function translateRelu(node: KerasNode, untaken: Untaken[]): readonly Translated[] {
  const { max_value: most, negative_slope: slope, threshold } = node.config;
  const isPlain = (threshold ?? 0) === 0;
  const activation = (most ?? null) === null ? "relu" : most === 6 ? "relu6" : null;
  if (!isPlain || activation === null) return lost(node, unknownClass, untaken);
  if (typeof slope === "number" && slope !== 0) {
    return checked(node, { type: "leaky-relu", negativeSlope: slope }, untaken);
  }
  return checked(node, { type: "activation", activation }, untaken);
}

/** The layer that a wrapper holds. */
export function inner({ name, config, isOld }: KerasNode): readonly KerasNode[] {
  const layer = config["layer"];
  if (typeof layer !== "object" || layer === null) return [];
  const className: unknown = Reflect.get(layer, "class_name");
  const own: unknown = Reflect.get(layer, "config");
  if (typeof className !== "string" || typeof own !== "object" || own === null) return [];
  const called: unknown = Reflect.get(own, "name");
  // An object that JSON gave: its keys are strings.
  return [{ name: typeof called === "string" ? called : name, className, config: own as Config, inputs: [], isOld }];
}

function layersOf(list: readonly Translated[]): readonly LayerSelection[] {
  return list.map(({ layer }) => layer);
}

function checked(
  node: KerasNode,
  layer: unknown,
  untaken: Untaken[],
  inside?: Translated["inside"],
): readonly Translated[] {
  const parsed = layerSelection.safeParse(layer);
  if (parsed.success) return [{ layer: parsed.data, node, ...(inside === undefined ? {} : { inside }) }];
  const [issue] = parsed.error.issues;
  const field = issue?.path.join(".") ?? "";
  return lost(node, refusedSetting(field), untaken, snake(field));
}

function lost(node: KerasNode, text: Text, untaken: Untaken[], setting?: string): readonly Translated[] {
  untaken.push({ ...nameOf(node), ...(setting === undefined ? {} : { setting }), text, isLost: true, isAnswer: true });
  return [];
}

function nameOf({ name, className }: KerasNode): Pick<Untaken, "layer" | "className"> {
  return { layer: name, className };
}

const unknownClass: Text = { en: "no layer here does the same; it is left out", zh: "没有对应的层，已略去" };
const channelsFirst: Text = {
  en: "its channels come first, and here they come last; it is left out",
  zh: "其通道在前，而这里通道在后，已略去",
};
/** Of the hard sigmoid that was. With weights, they are made to fit. */
export const softerBend: Text = {
  en: "its hard sigmoid is that of Keras 3 here: between −3 and 3, not −2.5 and 2.5",
  zh: "其 hard sigmoid 在这里采用 Keras 3 的定义：区间为 −3 到 3，而非 −2.5 到 2.5",
};
const scaledScores: Text = {
  en: "here its scores are divided by the root of their length, as in transformers",
  zh: "在这里得分会除以长度的平方根，与 Transformer 相同",
};
const notTaken = (setting: string): Text => ({
  en: `its ${setting} has no counterpart here, and is left out`,
  zh: `其 ${setting} 在这里没有对应，已略去`,
});
const refusedSetting = (field: string): Text => ({
  en: `its ${field} has a value that is not possible here; it is left out`,
  zh: `其 ${field} 的取值在这里不可用，已略去`,
});
