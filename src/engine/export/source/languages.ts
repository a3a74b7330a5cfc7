/** How Keras's Python and TensorFlow.js's JavaScript write values, calls and names. */
import type { Initializer } from "../../../catalog/layers/initializers.ts";
import type { GraphLayer, Value } from "../keras/keras-graph.ts";
import { kerasLayers, tfjsLayers } from "./own-layers.ts";
import { beginningIn, heldIn, pricedIn } from "./weight-settings.ts";

export interface SourceLanguage {
  readonly id: "python" | "javascript";
  /** Layers that the source brings along, by their names. */
  readonly ownLayers: Readonly<Record<string, string>>;
  value(value: unknown): string;
  name(name: string): string;
  /** One layer, made and called. */
  line(layer: GraphLayer, seed: number): string;
}

/** What Keras takes for granted, and TensorFlow.js too but for what stands in `differing`. */
const granted: Readonly<Record<string, unknown>> = {
  activation: "linear",
  use_bias: true,
  padding: "valid",
  groups: 1,
  depth_multiplier: 1,
  return_sequences: false,
  go_backwards: false,
  dropout: 0,
  recurrent_dropout: 0,
  recurrent_activation: "sigmoid",
  unit_forget_bias: true,
  reset_after: true,
  center: true,
  scale: true,
  keepdims: false,
  mask_zero: false,
  kernel_initializer: "glorot-uniform",
  depthwise_initializer: "glorot-uniform",
  pointwise_initializer: "glorot-uniform",
  recurrent_initializer: "orthogonal",
  bias_initializer: "zeros",
  embeddings_initializer: "random-uniform",
  alpha_initializer: "zeros",
};
const differing = /_initializer$|^recurrent_activation$|^unit_forget_bias$|^reset_after$/;

const isRecurrent = (className: string): boolean => ["SimpleRNN", "GRU", "LSTM"].includes(className);

function isGranted(className: string, name: string, value: unknown): boolean {
  if (value === null) return true;
  if (name === "activation" && isRecurrent(className)) return value === "tanh";
  if (/^(?:strides|dilation_rate)$/.test(name) && !className.includes("Pooling"))
    return [value].flat().every((each) => each === 1);
  return granted[name] === value;
}

/** Settings worth writing, with those of the weights beside them. */
function settingsOf(
  layer: Pick<GraphLayer, "className" | "config" | "training">,
  isEverything: boolean,
): readonly (readonly [string, unknown])[] {
  const { className, config, training } = layer;
  const begun = Object.entries(training).flatMap(([name, value]) =>
    weightNames(className, name).map((each) => [each, value] as const),
  );
  return [...Object.entries(config), ...begun].filter(
    ([name, value]) => !isGranted(className, name, value) || (isEverything && differing.test(name)),
  );
}

/** Depthwise kernels have settings of their own name. */
function weightNames(className: string, name: string): readonly string[] {
  const end = name.replace(/^kernel_/, "");
  if (end === name) return [name];
  if (className === "DepthwiseConv2D") return [`depthwise_${end}`];
  return className === "SeparableConv2D" ? [`depthwise_${end}`, `pointwise_${end}`] : [name];
}

const camel = (name: string): string => name.replaceAll(/_+(\w)/g, (_, letter: string) => letter.toUpperCase());

interface Inside {
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
}

export const python: SourceLanguage = {
  id: "python",
  ownLayers: kerasLayers,
  value: (value) => {
    if (typeof value === "boolean") return value ? "True" : "False";
    if (value === null) return "None";
    if (Array.isArray(value))
      return `(${value.map((each) => python.value(each)).join(", ")}${value.length === 1 ? "," : ""})`;
    return JSON.stringify(value);
  },
  name: (name) => name,
  line: (layer) => {
    const { name, className, isOperation, inputs, takesList, called } = layer;
    const given = inputs.map(({ from }) => from);
    const beside = Object.entries(called).map(
      ([key, value]) => `${key}=${typeof value === "object" ? value.from : python.value(value)}`,
    );
    if (isOperation) {
      const settings = Object.entries(layer.config).map(([key, value]) => `${key}=${python.value(value)}`);
      const operation = className.replaceAll(/(.)([A-Z])/g, "$1_$2").toLowerCase();
      return `${name} = ops.${operation}(${[...given, ...beside, ...settings].join(", ")})`;
    }
    const asked = [...(takesList ? [`[${given.join(", ")}]`] : given), ...beside].join(", ");
    return `${name} = ${pythonLayer(layer, [`name=${python.value(name)}`])}(${asked})`;
  },
};

function pythonLayer(layer: Pick<GraphLayer, "className" | "config" | "training">, more: readonly string[]): string {
  const { className, config, training } = layer;
  const inside = config["layer"] as Inside | undefined; // As `twoWays` has written it.
  if (inside !== undefined) {
    const { name: _name, ...settings } = inside.config;
    const own = pythonLayer({ className: inside.class_name, config: settings, training }, []);
    return `layers.${className}(${[own, `merge_mode=${python.value(config["merge_mode"])}`, ...more].join(", ")})`;
  }
  const settings = settingsOf(layer, false).map(([key, value]) => `${key}=${pythonSetting(className, key, value)}`);
  const made = className in kerasLayers ? className : `layers.${className}`;
  return `${made}(${[...settings, ...more].join(", ")})`;
}

function pythonSetting(className: string, name: string, value: unknown): string {
  // Settings of weights come as the catalog has parsed them.
  if (name.endsWith("_initializer")) return beginningIn.python(value as Initializer);
  if (name.endsWith("_regularizer")) return pricedIn.python(name, value);
  return name.endsWith("_constraint") ? heldIn.python(className, name, value) : python.value(value);
}

export const javascript: SourceLanguage = {
  id: "javascript",
  ownLayers: tfjsLayers,
  value: (value) =>
    Array.isArray(value) ? `[${value.map((each) => javascript.value(each)).join(", ")}]` : JSON.stringify(value),
  name: camel,
  line: (layer, seed) => {
    const given = layer.inputs.map(({ from }: Value) => camel(from)).join(", ");
    const made = javascriptLayer(layer, [`name: ${JSON.stringify(layer.name)}`], seed);
    return `const ${camel(layer.name)} = ${made}.apply(${layer.takesList ? `[${given}]` : given});`;
  },
};

function javascriptLayer(
  layer: Pick<GraphLayer, "className" | "config" | "training">,
  more: readonly string[],
  seed: number,
): string {
  const { className, config, training } = layer;
  const inside = config["layer"] as Inside | undefined; // As `twoWays` has written it.
  if (inside !== undefined) {
    const { name: _name, ...settings } = inside.config;
    const own = javascriptLayer({ className: inside.class_name, config: settings, training }, [], seed);
    const all = [`layer: ${own}`, `mergeMode: ${JSON.stringify(config["merge_mode"])}`, ...more];
    return `tf.layers.bidirectional({ ${all.join(", ")} })`;
  }
  const settings = settingsOf(layer, true).map(
    ([key, value]) => `${camel(key)}: ${javascriptSetting(className, key, value, seed)}`,
  );
  const all = [...settings, ...more].join(", ");
  const object = all === "" ? "" : `{ ${all} }`;
  return className in tfjsLayers ? `new ${className}(${object})` : `tf.layers.${factoryOf(className)}(${object})`;
}

function javascriptSetting(className: string, name: string, value: unknown, seed: number): string {
  // Settings of weights come as the catalog has parsed them.
  if (name.endsWith("_initializer")) return beginningIn.javascript(value as Initializer, seed);
  if (name.endsWith("_regularizer")) return pricedIn.javascript(value);
  return name.endsWith("_constraint") ? heldIn.javascript(className, name, value) : javascript.value(value);
}

const factories: Readonly<Record<string, string>> = {
  LSTM: "lstm",
  GRU: "gru",
  SimpleRNN: "simpleRNN",
  ELU: "elu",
  PReLU: "prelu",
  LeakyReLU: "leakyReLU",
  ReLU: "reLU",
  Cropping2D: "cropping2D",
};

/** What makes a layer of this class in `tf.layers`. */
function factoryOf(className: string): string {
  return factories[className] ?? `${className.charAt(0).toLowerCase()}${className.slice(1)}`.replace(/([123])D/, "$1d");
}
