/**
 * An ONNX graph as layers, in Keras's words: what `project/keras` then reads like any other model. Pictures with channels first
 * are kept here with channels last all the way, and turned where they are laid flat. Null where an operation is no layer here.
 */
import type { KerasWeight } from "../../../project/keras/read-weights.ts";
import { sequential } from "./turn-weights.ts";
import type { OnnxModel, OnnxNode, OnnxWeight } from "./read-onnx.ts";

export interface KerasGraph {
  /** As `model.to_json()` of Keras 3 would write it. */
  readonly json: string;
  readonly weights: ReadonlyMap<string, KerasWeight>;
}

type Config = Record<string, unknown>;

interface Layer {
  readonly name: string;
  readonly className: string;
  readonly config: Config;
  readonly inputs: readonly string[];
}

/** A value of the graph as it stands in the layers. */
interface Value {
  /** The layer that gives it. */
  readonly layer: string;
  /** ONNX has its channels before rows and columns. */
  readonly isTurned: boolean;
  readonly rank: number;
}

export interface GraphInput {
  readonly name: string;
  /** One example as the layers take it. */
  readonly shape: readonly number[];
  readonly isTurned: boolean;
}

class NoLayer extends Error {}

export function translateNodes(model: OnnxModel, input: GraphInput, output: string): KerasGraph | null {
  try {
    return new Translation(model, input).graph(output);
  } catch (thrown) {
    if (thrown instanceof NoLayer) return null;
    throw thrown;
  }
}

class Translation {
  readonly #layers: Layer[] = [];
  readonly #weights = new Map<string, KerasWeight>();
  readonly #values = new Map<string, Value>();
  readonly #constants: Map<string, OnnxWeight>;
  readonly #uses = new Map<string, number>();
  readonly #model: OnnxModel;

  constructor(model: OnnxModel, { name, shape, isTurned }: GraphInput) {
    this.#model = model;
    this.#constants = new Map(model.weights);
    for (const { inputs } of model.nodes)
      for (const each of inputs) this.#uses.set(each, (this.#uses.get(each) ?? 0) + 1);
    const layer = this.#add("InputLayer", { batch_shape: [null, ...shape] }, []);
    this.#values.set(name, { layer, isTurned, rank: shape.length + 1 });
  }

  graph(output: string): KerasGraph {
    for (const node of this.#model.nodes) {
      const made = node.domain === "" ? this.#made(node) : null;
      // What is no layer may not be needed for the answer.
      if (made !== null && node.outputs[0] !== undefined) this.#values.set(node.outputs[0], made);
    }
    const end = this.#values.get(output);
    if (end === undefined) throw new NoLayer(output);
    const needed = new Set([end.layer]);
    const used = this.#layers.toReversed().filter(({ name, inputs }) => {
      if (needed.has(name)) for (const each of inputs) needed.add(each);
      return needed.has(name);
    });
    const layers = used.toReversed().map(({ name, className, config, inputs }) => ({
      module: "keras.layers",
      class_name: className,
      name,
      config: { ...config, name },
      inbound_nodes: [inputs.map((from) => [from, 0, 0])],
    }));
    return { json: JSON.stringify({ class_name: "Functional", config: { layers } }), weights: this.#weights };
  }

  /** Null: what needs it is no layer either. */
  #made(node: OnnxNode): Value | null {
    const { op, attributes } = node;
    if (op === "Constant") {
      const tensor = attributes["value"]?.tensor;
      if (tensor !== null && tensor !== undefined) this.#constants.set(node.outputs[0]!, tensor);
      return null;
    }
    const [x, y] = node.inputs.map((name) => this.#values.get(name));
    const values = node.inputs.flatMap((name) => this.#values.get(name) ?? []);
    if (x === undefined && y === undefined) return null;
    switch (op) {
      case "Identity":
      case "Dropout":
        return x ?? null;
      case "Gemm":
      case "MatMul":
        return x === undefined ? null : this.#dense(node, x);
      case "Conv":
        return x === undefined ? null : this.#convolution(node, x);
      case "BatchNormalization":
        return x === undefined ? null : this.#normalization(node, x);
      case "MaxPool":
      case "AveragePool":
        return x === undefined ? null : this.#pool(node, x);
      case "GlobalAveragePool":
      case "GlobalMaxPool": {
        const className = op === "GlobalMaxPool" ? "GlobalMaxPooling2D" : "GlobalAveragePooling2D";
        return x?.isTurned === true ? this.#on(x, className, { keepdims: true }) : null;
      }
      case "ReduceMean":
        return x === undefined ? null : this.#mean(node, x);
      case "Flatten":
        return x === undefined || (attributes["axis"]?.number ?? 1) !== 1 ? null : this.#flat(x);
      case "Reshape":
        return x === undefined ? null : this.#reshape(node, x);
      case "Squeeze":
        // Rows and columns of one, as a global pooling leaves them.
        return x?.isTurned === true && this.#isGlobal(x) ? this.#flat(x) : null;
      case "Transpose":
        return x === undefined ? null : transposed(attributes["perm"]?.numbers ?? [], x);
      case "Concat":
        return values.length === node.inputs.length ? this.#concat(node, values) : null;
      case "Add":
        if (x !== undefined && y !== undefined) return this.#merge("Add", [x, y]);
        return this.#bias(node, (x ?? y)!);
      case "Mul":
        return x !== undefined && y !== undefined ? this.#merge("Multiply", [x, y]) : null;
      case "Max":
        return x !== undefined && y !== undefined ? this.#merge("Maximum", [x, y]) : null;
      default: {
        const bend = this.#bend(node);
        if (bend === null || x === undefined || (op === "Softmax" && x.rank !== 2)) return null;
        return this.#on(x, ...bend);
      }
    }
  }

  #add(className: string, config: Config, inputs: readonly string[]): string {
    const name = `${className.toLowerCase()}_${this.#layers.length}`;
    this.#layers.push({ name, className, config, inputs });
    return name;
  }

  #on(x: Value, className: string, config: Config, rank = x.rank): Value {
    return { ...x, layer: this.#add(className, config, [x.layer]), rank };
  }

  #keep(layer: string, name: string, weight: KerasWeight): void {
    this.#weights.set(`${layer}/${name}`, weight);
  }

  #constant(name: string | undefined): OnnxWeight | null {
    const found = this.#constants.get(name ?? "");
    return found === undefined || found.element === "other" ? null : found;
  }

  #dense({ op, inputs, attributes }: OnnxNode, x: Value): Value | null {
    const kernel = this.#constant(inputs[1]);
    const bias = this.#constant(inputs[2]);
    const isPlain = op === "MatMul" || ["alpha", "beta"].every((name) => (attributes[name]?.number ?? 1) === 1);
    const hasBias = inputs[2] !== undefined && inputs[2] !== "";
    if (kernel?.shape.length !== 2 || !isPlain || (attributes["transA"]?.number ?? 0) !== 0 || x.isTurned) return null;
    if (hasBias && bias?.values.length !== kernel.shape[attributes["transB"]?.number === 1 ? 0 : 1]) return null;
    const turned = attributes["transB"]?.number === 1 ? sequential(kernel, [1, 0]) : kernel;
    const y = this.#on(x, "Dense", { units: turned.shape[1], use_bias: hasBias });
    this.#keep(y.layer, "kernel", turned);
    if (bias !== null) this.#keep(y.layer, "bias", { shape: [bias.values.length], values: bias.values });
    return y;
  }

  /** Numbers that are added to what a layer without a bias has just given to nobody else. */
  #bias({ inputs }: OnnxNode, x: Value): Value | null {
    const weight = this.#constant(inputs[0]) ?? this.#constant(inputs[1]);
    const given = inputs.find((name) => this.#values.get(name) === x) ?? "";
    const layer = this.#layers.find(({ name }) => name === x.layer);
    const units = layer?.config["units"] ?? layer?.config["filters"];
    const isAlone = this.#uses.get(given) === 1;
    if (weight === null || weight.values.length !== units || layer?.config["use_bias"] !== false || !isAlone)
      return null;
    layer.config["use_bias"] = true;
    this.#keep(layer.name, "bias", { shape: [weight.values.length], values: weight.values });
    return x;
  }

  #convolution({ inputs, attributes }: OnnxNode, x: Value): Value | null {
    const [kernel, bias] = [this.#constant(inputs[1]), this.#constant(inputs[2])];
    if (kernel?.shape.length !== 4 || !x.isTurned || (bias === null && (inputs[2] ?? "") !== "")) return null;
    const groups = attributes["group"]?.number ?? 1;
    const strides = attributes["strides"]?.numbers ?? [1, 1];
    const dilation = attributes["dilations"]?.numbers ?? [1, 1];
    const padded = this.#padded(x, attributes);
    if (padded === null) return null;
    const [filters, each, height, width] = kernel.shape as readonly [number, number, number, number]; // As asked above.
    const own = { kernel_size: [height, width], strides, padding: padded.padding, use_bias: bias !== null };
    const isDepthwise = groups > 1 && each === 1;
    if (isDepthwise && dilation.some((step) => step !== 1)) return null;
    const y = isDepthwise
      ? this.#on(padded.x, "DepthwiseConv2D", { ...own, depth_multiplier: filters / groups, units: filters })
      : this.#on(padded.x, "Conv2D", { ...own, filters, dilation_rate: dilation, groups });
    const turned = sequential(kernel, [2, 3, 1, 0]);
    // [rows, columns, 1, channels x multiplier] holds the same as [rows, columns, channels, multiplier].
    const shape = isDepthwise ? [height, width, groups, filters / groups] : turned.shape;
    this.#keep(y.layer, "kernel", { shape, values: turned.values });
    if (bias !== null) this.#keep(y.layer, "bias", { shape: [filters], values: bias.values });
    return y;
  }

  /** Rows and columns of zeros are a layer of their own here. */
  #padded(x: Value, attributes: OnnxNode["attributes"]): { readonly x: Value; readonly padding: string } | null {
    const auto = attributes["auto_pad"]?.text ?? "";
    if (auto === "SAME_UPPER") return { x, padding: "same" };
    if (auto === "SAME_LOWER") return null;
    const pads = attributes["pads"]?.numbers ?? [];
    const [top = 0, left = 0, bottom = 0, right = 0] = auto === "VALID" ? [] : pads;
    if ([top, left, bottom, right].every((pad) => pad === 0)) return { x, padding: "valid" };
    return { x: this.#on(x, "ZeroPadding2D", { padding: [[top, bottom], [left, right]] }), padding: "valid" }; // prettier-ignore
  }

  #normalization({ inputs, attributes }: OnnxNode, x: Value): Value | null {
    const weights = inputs.slice(1, 5).map((name) => this.#constant(name));
    if (weights.length !== 4 || weights.includes(null) || (x.rank !== 2 && !x.isTurned)) return null;
    const y = this.#on(x, "BatchNormalization", { epsilon: attributes["epsilon"]?.number ?? 1e-5 });
    ["gamma", "beta", "moving_mean", "moving_variance"].forEach((name, at) => this.#keep(y.layer, name, weights[at]!));
    return y;
  }

  #pool({ op, attributes }: OnnxNode, x: Value): Value | null {
    const size = attributes["kernel_shape"]?.numbers ?? [];
    const isPlain =
      (attributes["ceil_mode"]?.number ?? 0) === 0 &&
      (attributes["dilations"]?.numbers ?? []).every((step) => step === 1) &&
      (attributes["pads"]?.numbers ?? []).every((pad) => pad === 0);
    const auto = attributes["auto_pad"]?.text ?? "";
    if (!isPlain || size.length !== 2 || !x.isTurned || auto === "SAME_LOWER") return null;
    const padding = auto === "SAME_UPPER" ? "same" : "valid";
    const strides = attributes["strides"]?.numbers ?? [1, 1];
    return this.#on(x, op === "MaxPool" ? "MaxPooling2D" : "AveragePooling2D", { pool_size: size, strides, padding });
  }

  #mean({ inputs, attributes }: OnnxNode, x: Value): Value | null {
    const axes = attributes["axes"]?.numbers ?? [...(this.#constant(inputs[1])?.values ?? [])];
    const places = axes.map((axis) => (axis < 0 ? axis + x.rank : axis)).toSorted((a, b) => a - b);
    if (x.rank !== 4 || places.join() !== (x.isTurned ? "2,3" : "1,2")) return null;
    const keepdims = (attributes["keepdims"]?.number ?? 1) === 1;
    const y = this.#on(x, "GlobalAveragePooling2D", { keepdims }, keepdims ? 4 : 2);
    return keepdims ? y : { ...y, isTurned: false };
  }

  #isGlobal({ layer }: Value): boolean {
    const found = this.#layers.find(({ name }) => name === layer);
    return found?.className.startsWith("Global") === true && found.config["keepdims"] === true;
  }

  #flat(x: Value): Value {
    const ordered = x.isTurned ? this.#on(x, "Permute", { dims: [3, 1, 2] }) : x;
    return { ...this.#on(ordered, "Flatten", {}, 2), isTurned: false };
  }

  /** Only laying flat: to [examples, numbers]. */
  #reshape({ inputs }: OnnxNode, x: Value): Value | null {
    const shape = this.#constant(inputs[1]);
    return shape?.values.length === 2 && x.rank > 2 ? this.#flat(x) : null;
  }

  #concat({ attributes }: OnnxNode, values: readonly Value[]): Value | null {
    const [first] = values;
    const axis = attributes["axis"]?.number ?? 0;
    const isLast =
      first?.isTurned === true ? axis === 1 || axis === -3 : axis === (first?.rank ?? 0) - 1 || axis === -1;
    return isLast ? this.#merge("Concatenate", values) : null;
  }

  #merge(className: string, values: readonly Value[]): Value | null {
    const [first] = values;
    if (first === undefined || values.some(({ isTurned, rank }) => isTurned !== first.isTurned || rank !== first.rank))
      return null;
    return {
      ...first,
      layer: this.#add(
        className,
        {},
        values.map(({ layer }) => layer),
      ),
    };
  }

  #bend({ op, inputs, attributes }: OnnxNode): readonly [string, Config] | null {
    const told = (name: string, standard: number): number => attributes[name]?.number ?? standard;
    const activation = (name: string) => ["Activation", { activation: name }] as const;
    const simple = bends[op];
    if (simple !== undefined) return activation(simple);
    switch (op) {
      case "LeakyRelu":
        return ["LeakyReLU", { negative_slope: Math.fround(told("alpha", 0.01)) }];
      case "Elu":
        return ["ELU", { alpha: told("alpha", 1) }];
      case "Gelu":
        return (attributes["approximate"]?.text ?? "none") === "none" ? activation("gelu") : null;
      case "HardSigmoid":
        return Math.abs(told("alpha", 0.2) - 1 / 6) < 1e-6 && told("beta", 0.5) === 0.5
          ? activation("hard_sigmoid")
          : null;
      case "Clip": {
        const [least, most] = [1, 2].map((at) => this.#constant(inputs[at])?.values[0]);
        return least === 0 && most === 6 ? activation("relu6") : null;
      }
      default:
        return null;
    }
  }
}

const bends: Readonly<Record<string, string>> = {
  Relu: "relu",
  Sigmoid: "sigmoid",
  Tanh: "tanh",
  Softmax: "softmax",
  Softplus: "softplus",
  Softsign: "softsign",
  Selu: "selu",
  Mish: "mish",
  HardSwish: "hard_silu",
  Exp: "exponential",
};

/** Only to and from channels first. */
function transposed(permutation: readonly number[], x: Value): Value | null {
  const order = permutation.join();
  if (order === "0,3,1,2" && !x.isTurned) return { ...x, isTurned: true };
  return order === "0,2,3,1" && x.isTurned ? { ...x, isTurned: false } : null;
}
