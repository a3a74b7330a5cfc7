/**
 * An ONNX graph as it is built up, and as a file. Field numbers are those of onnx.proto
 * (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto); operators those of opset 17.
 */
import type { Bytes, Pieces } from "../../../project/file/pieces.ts";
import { Message } from "./protobuf.ts";

export const OPSET = 17;
const IR_VERSION = 8;
/** What ONNX has for tables, such as categories by their names. */
const TABLES = { domain: "ai.onnx.ml", version: 3 };

/** Element types by their numbers in a TensorProto. */
export const ELEMENT = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  string: 8,
  bool: 9,
  float16: 10,
  float64: 11,
} as const;
export type Element = keyof typeof ELEMENT;

export type Attribute =
  | { readonly int: number }
  | { readonly ints: readonly number[] }
  | { readonly float: number }
  | { readonly texts: readonly string[] }
  | { readonly tensor: OnnxTensor };

export interface OnnxTensor {
  readonly element: Element;
  readonly shape: readonly number[];
  /** Little-endian, row-major. */
  readonly bytes: Bytes;
}

/** Extents of an input or output; a text names one that is open. */
export interface OnnxPort {
  readonly name: string;
  readonly element: Element;
  readonly shape: readonly (number | string)[];
}

export class OnnxGraph {
  readonly #nodes: { readonly message: Message; readonly inputs: readonly string[]; readonly output: string }[] = [];
  readonly #initializers = new Map<string, Message>();
  readonly #constants = new Map<string, string>();
  #usesTables = false;
  #count = 0;

  /** Adds an operator with one output and gives its name, made up unless given: with a slash, as no column begins. */
  node(
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
    output = `/${operator.toLowerCase()}_${++this.#count}`,
  ): string {
    const node = new Message();
    for (const input of inputs) node.text(1, input);
    node.text(2, output).text(3, output).text(4, operator);
    for (const [name, value] of Object.entries(attributes)) node.message(5, attributeOf(name, value));
    this.#nodes.push({ message: node, inputs, output });
    return output;
  }

  /** One of ONNX's operators for tables. */
  tableNode(operator: string, inputs: readonly string[], attributes: Readonly<Record<string, Attribute>>): string {
    const output = this.node(operator, inputs, attributes);
    this.#nodes.at(-1)!.message.text(7, TABLES.domain);
    this.#usesTables = true;
    return output;
  }

  /** Weights, under a name that must be new. */
  initializer(name: string, tensor: OnnxTensor): string {
    this.#initializers.set(name, tensorOf(tensor, name));
    return name;
  }

  /** A constant, once for all who ask for the same. */
  constant(tensor: OnnxTensor): string {
    const key = `${tensor.element} ${tensor.shape.join()} ${tensor.bytes.join()}`;
    const known = this.#constants.get(key);
    if (known !== undefined) return known;
    const name = this.initializer(`/constant_${this.#constants.size + 1}`, tensor);
    this.#constants.set(key, name);
    return name;
  }

  /** Names, by their places. */
  texts(name: string, values: readonly string[]): string {
    const tensor = new Message().int(1, values.length).int(2, ELEMENT.string);
    for (const value of values) tensor.text(6, value);
    this.#initializers.set(name, tensor.text(8, name));
    return name;
  }

  float64s(values: readonly number[], shape: readonly number[] = [values.length]): string {
    return this.constant({ element: "float64", shape, bytes: new Uint8Array(Float64Array.from(values).buffer) });
  }

  int64s(values: readonly number[]): string {
    const bytes = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
    return this.constant({ element: "int64", shape: [values.length], bytes });
  }

  scalar(value: number): string {
    return this.constant({ element: "float32", shape: [], bytes: new Uint8Array(Float32Array.of(value).buffer) });
  }

  /** With what the outputs are made of; what nobody uses in the end is left out. */
  file(about: {
    readonly name: string;
    readonly inputs: readonly OnnxPort[];
    readonly outputs: readonly OnnxPort[];
    readonly producerVersion: string;
    /** What a reader of the file finds beside the graph. */
    readonly metadata: Readonly<Record<string, string>>;
  }): Pieces {
    const used = new Set(about.outputs.map(({ name }) => name));
    const nodes = this.#nodes.toReversed().filter(({ inputs, output }) => {
      if (!used.has(output)) return false;
      for (const input of inputs) used.add(input);
      return true;
    });
    const graph = new Message();
    for (const { message } of nodes.toReversed()) graph.message(1, message);
    graph.text(2, about.name);
    for (const [name, message] of this.#initializers) if (used.has(name)) graph.message(5, message);
    for (const port of about.inputs) graph.message(11, portOf(port));
    for (const port of about.outputs) graph.message(12, portOf(port));
    const model = new Message()
      .int(1, IR_VERSION)
      .text(2, "Descent Studio")
      .text(3, about.producerVersion)
      .message(7, graph)
      .message(8, new Message().text(1, "").int(2, OPSET));
    if (this.#usesTables) model.message(8, new Message().text(1, TABLES.domain).int(2, TABLES.version));
    for (const [key, value] of Object.entries(about.metadata)) {
      model.message(14, new Message().text(1, key).text(2, value));
    }
    return model.finish();
  }
}

function attributeOf(name: string, value: Attribute): Message {
  const attribute = new Message().text(1, name);
  if ("int" in value) return attribute.int(3, value.int).int(20, 2);
  if ("float" in value) return attribute.float(2, value.float).int(20, 1);
  if ("tensor" in value) return attribute.message(5, tensorOf(value.tensor)).int(20, 4);
  if ("texts" in value) {
    for (const each of value.texts) attribute.text(9, each);
    return attribute.int(20, 8);
  }
  for (const each of value.ints) attribute.int(8, each);
  return attribute.int(20, 7);
}

function tensorOf({ element, shape, bytes }: OnnxTensor, name?: string): Message {
  const tensor = new Message();
  for (const extent of shape) tensor.int(1, extent);
  tensor.int(2, ELEMENT[element]);
  if (name !== undefined) tensor.text(8, name);
  return tensor.bytes(9, bytes);
}

function portOf({ name, element, shape }: OnnxPort): Message {
  const dimensions = new Message();
  for (const extent of shape) {
    const dimension = new Message();
    dimensions.message(1, typeof extent === "number" ? dimension.int(1, extent) : dimension.text(2, extent));
  }
  const type = new Message().int(1, ELEMENT[element]).message(2, dimensions);
  return new Message().text(1, name).message(2, new Message().message(1, type));
}
