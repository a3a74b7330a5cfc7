/**
 * What an ONNX file says: nodes, weights, inputs and outputs. Field numbers are those of onnx.proto
 * (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto). Throws `StudioError`s for a graph that is none: names that nobody
 * gives or two give, cycles, weights of another length than their shape.
 */
import { StudioError } from "../../../language/studio-error.ts";
import { fromFloat16 } from "../../../project/float16.ts";
import { MOST_WEIGHT_BYTES } from "../../../project/keras/read-weights.ts";
import { refuseSize } from "../check-weights.ts";
import { refuse } from "../refuse.ts";
import { unsound } from "./unsound.ts";
import { type Field, fieldsOf, floatOf, intsOf, signed, textOf } from "./wire.ts";

const MOST_NODES = 20_000;

/** As in TensorProto.DataType; others take part in no network of numbers. */
export const elements = {
  1: { name: "float32", bytes: 4 },
  2: { name: "uint8", bytes: 1 },
  3: { name: "int8", bytes: 1 },
  6: { name: "int32", bytes: 4 },
  7: { name: "int64", bytes: 8 },
  9: { name: "bool", bytes: 1 },
  10: { name: "float16", bytes: 2 },
  11: { name: "float64", bytes: 8 },
} as const;
export type ElementName = (typeof elements)[keyof typeof elements]["name"];

export interface OnnxWeight {
  readonly shape: readonly number[];
  /** "other": texts, say, which are not looked into. */
  readonly element: ElementName | "other";
  readonly values: Float32Array;
}

export interface OnnxNode {
  readonly op: string;
  /** "" for ONNX's own operators. */
  readonly domain: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
}

export interface OnnxAttribute {
  readonly number: number;
  readonly numbers: readonly number[];
  readonly text: string;
  readonly tensor: OnnxWeight | null;
  /** A graph within the graph: a loop or a branch. */
  readonly hasGraph: boolean;
}

export interface OnnxPort {
  readonly name: string;
  readonly element: ElementName | null;
  /** Null for an extent that is open; null in the whole where the file does not say. */
  readonly shape: readonly (number | null)[] | null;
}

export interface OnnxModel {
  readonly metadata: Readonly<Record<string, string>>;
  readonly nodes: readonly OnnxNode[];
  readonly weights: ReadonlyMap<string, OnnxWeight>;
  readonly inputs: readonly OnnxPort[];
  readonly outputs: readonly OnnxPort[];
}

/** Weights may lie in a file of their own beside it, under this name. */
export type OtherFile = (name: string) => Uint8Array | null;

export function readOnnx(file: Uint8Array, other: OtherFile): OnnxModel {
  try {
    return checked(modelIn(file, other));
  } catch (cause) {
    if (cause instanceof StudioError) throw cause;
    // A list that ends within a number, say, is a RangeError of the browser's.
    const said = cause instanceof Error ? cause.message : String(cause);
    return unsound({ en: `its numbers cannot be read (${said})`, zh: `其中的数值无法读取（${said}）` }, cause);
  }
}

function modelIn(file: Uint8Array, other: OtherFile): OnnxModel {
  const metadata = new Map<string, string>();
  let graph: Uint8Array | null = null;
  for (const { number, bytes } of fieldsOf(file)) {
    if (number === 7) graph = bytes;
    if (number === 14) metadata.set(...pairIn(bytes));
  }
  if (graph === null) return unsound({ en: "there is no graph in it", zh: "其中没有计算图" });
  const nodes: OnnxNode[] = [];
  const weights = new Map<string, OnnxWeight>();
  const inputs: OnnxPort[] = [];
  const outputs: OnnxPort[] = [];
  let bytesSoFar = 0;
  for (const { number, bytes } of fieldsOf(graph)) {
    if (number === 1) nodes.push(nodeIn(bytes, other));
    if (nodes.length > MOST_NODES)
      unsound({ en: `it has more than ${MOST_NODES} operations`, zh: `运算超过 ${MOST_NODES} 个` });
    if (number === 5) {
      const { name, weight } = tensorIn(bytes, other);
      if (weights.has(name)) unsound({ en: `two weights are called "${name}"`, zh: `有两组权重都叫“${name}”` });
      bytesSoFar += 4 * weight.values.length;
      if (bytesSoFar > MOST_WEIGHT_BYTES) refuseSize();
      weights.set(name, weight);
    }
    if (number === 11) inputs.push(portIn(bytes));
    if (number === 12) outputs.push(portIn(bytes));
  }
  return { metadata: Object.fromEntries(metadata), nodes, weights, inputs, outputs };
}

/** Every value is given once, before it is used: so nothing feeds itself. */
function checked(model: OnnxModel): OnnxModel {
  const given = new Set(["", ...model.weights.keys(), ...model.inputs.map(({ name }) => name)]);
  for (const { op, name, inputs, outputs } of model.nodes) {
    const missing = inputs.find((input) => !given.has(input));
    if (missing !== undefined) {
      const en = `"${name || op}" takes "${missing}", which nothing before it gives`;
      unsound({ en, zh: `“${name || op}”需要“${missing}”，而它之前没有运算给出` });
    }
    for (const output of outputs) {
      if (output !== "" && given.has(output)) unsound({ en: `"${output}" is given twice`, zh: `“${output}”重复给出` });
      given.add(output);
    }
  }
  const lost = model.outputs.find(({ name }) => !given.has(name));
  if (lost !== undefined)
    unsound({ en: `nothing gives its output "${lost.name}"`, zh: `没有运算给出输出“${lost.name}”` });
  if (model.outputs.length === 0) unsound({ en: "it has no output", zh: "它没有输出" });
  return model;
}

function pairIn(bytes: Uint8Array): readonly [string, string] {
  const texts = ["", ""];
  for (const field of fieldsOf(bytes))
    if (field.number === 1 || field.number === 2) texts[field.number - 1] = textOf(field.bytes);
  return [texts[0]!, texts[1]!];
}

function nodeIn(bytes: Uint8Array, other: OtherFile): OnnxNode {
  const node = { op: "", domain: "", name: "" };
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, OnnxAttribute>();
  for (const field of fieldsOf(bytes)) {
    const text = textOf(field.bytes);
    if (field.number === 1) inputs.push(text);
    if (field.number === 2) outputs.push(text);
    if (field.number === 3) node.name = text;
    if (field.number === 4) node.op = text;
    if (field.number === 5) attributes.set(...attributeIn(field.bytes, other));
    if (field.number === 7 && text !== "ai.onnx") node.domain = text;
  }
  return { ...node, inputs, outputs, attributes: Object.fromEntries(attributes) };
}

function attributeIn(bytes: Uint8Array, other: OtherFile): readonly [string, OnnxAttribute] {
  let name = "";
  const numbers: number[] = [];
  let tensor: OnnxWeight | null = null;
  const read = { number: 0, text: "", hasGraph: false };
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) name = textOf(field.bytes);
    if (field.number === 2) read.number = floatOf(field.int);
    if (field.number === 3) read.number = signed(field.int);
    if (field.number === 4) read.text = textOf(field.bytes);
    if (field.number === 5) tensor = tensorIn(field.bytes, other).weight;
    if (field.number === 6 || field.number === 11) read.hasGraph = true;
    if (field.number === 8) numbers.push(...intsOf(field));
  }
  return [name, { ...read, numbers, tensor }];
}

function portIn(bytes: Uint8Array): OnnxPort {
  let name = "";
  let type: Uint8Array = new Uint8Array();
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) name = textOf(field.bytes);
    if (field.number === 2) type = field.bytes;
  }
  const tensor = [...fieldsOf(type)].find(({ number }) => number === 1)?.bytes;
  if (tensor === undefined) return { name, element: null, shape: null };
  let element: ElementName | null = null;
  let shape: (number | null)[] | null = null;
  for (const field of fieldsOf(tensor)) {
    if (field.number === 1) element = elementOf(Number(field.int))?.name ?? null;
    if (field.number === 2) {
      const extents = [...fieldsOf(field.bytes)].filter(({ number }) => number === 1);
      shape = extents.map((extent) => {
        const told = [...fieldsOf(extent.bytes)].find(({ number }) => number === 1);
        return told === undefined || signed(told.int) <= 0 ? null : signed(told.int);
      });
    }
  }
  return { name, element, shape };
}

function elementOf(id: number) {
  // Asked in the same line.
  return Object.hasOwn(elements, id) ? elements[id as keyof typeof elements] : undefined;
}

function tensorIn(bytes: Uint8Array, other: OtherFile): { readonly name: string; readonly weight: OnnxWeight } {
  const shape: number[] = [];
  const typed: Field[] = [];
  const outside = new Map<string, string>();
  let [name, id, isOutside] = ["", 0, false];
  let raw: Uint8Array | null = null;
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) shape.push(...intsOf(field));
    if (field.number === 2) id = Number(field.int);
    if (field.number === 4 || field.number === 5 || field.number === 7 || field.number === 10) typed.push(field);
    if (field.number === 8) name = textOf(field.bytes);
    if (field.number === 9) raw = field.bytes;
    if (field.number === 13) outside.set(...pairIn(field.bytes));
    if (field.number === 14) isOutside = field.int === 1n;
  }
  const element = elementOf(id);
  const size = shape.reduce((product, extent) => product * extent, 1);
  if (shape.some((extent) => extent < 0))
    unsound({ en: `the weights "${name}" have a shape that is none`, zh: `权重“${name}”的形状无效` });
  if (element === undefined) return { name, weight: { shape, element: "other", values: new Float32Array() } };
  if (size * 4 > MOST_WEIGHT_BYTES) refuseSize();
  const stored = isOutside ? sliceOf(outside, name, other) : raw;
  const values = stored === null ? typedNumbers(typed, element.name) : numbersIn(stored, element, size);
  if (values?.length !== size) {
    const told = shape.join(" × ");
    return unsound({
      en: `the weights "${name}" are ${told}, and have another number of bytes`,
      zh: `权重“${name}”的形状为 ${told}，与其字节数不符`,
    });
  }
  return { name, weight: { shape, element: element.name, values } };
}

function sliceOf(outside: ReadonlyMap<string, string>, name: string, other: OtherFile): Uint8Array {
  const location = outside.get("location") ?? "";
  const file = other(location);
  if (file === null) {
    return refuse(
      "onnx-data-missing",
      `The file "${location}" is missing, which holds weights of this model. Choose it together with the .onnx file.`,
      `缺少保存权重的文件“${location}”。请将它与 .onnx 文件一起选择。`,
    );
  }
  const offset = Number(outside.get("offset") ?? 0);
  const length = Number(outside.get("length") ?? file.length - offset);
  if (!(offset >= 0 && length >= 0 && offset + length <= file.length)) {
    unsound({
      en: `the weights "${name}" lie beyond the end of "${location}"`,
      zh: `权重“${name}”超出“${location}”的末尾`,
    });
  }
  return file.subarray(offset, offset + length);
}

function numbersIn(
  bytes: Uint8Array,
  { name, bytes: each }: { readonly name: ElementName; readonly bytes: number },
  size: number,
): Float32Array | null {
  if (bytes.length !== size * each) return null;
  const { buffer } = bytes.slice();
  switch (name) {
    case "float32":
      return new Float32Array(buffer);
    case "float64":
      return Float32Array.from(new Float64Array(buffer));
    case "float16":
      return fromFloat16(new Uint16Array(buffer));
    case "int64":
      return Float32Array.from(new BigInt64Array(buffer), Number);
    case "int32":
      return Float32Array.from(new Int32Array(buffer));
    case "int8":
      return Float32Array.from(new Int8Array(buffer));
    case "uint8":
    case "bool":
      return Float32Array.from(new Uint8Array(buffer));
  }
}

/** Written out in fields by their type instead. */
function typedNumbers(fields: readonly Field[], element: ElementName): Float32Array {
  const isPacked32 = element === "float32";
  const values = fields.flatMap((field): readonly number[] => {
    if (element === "float64") return field.bytes.length === 0 ? [] : [...new Float64Array(field.bytes.slice().buffer)];
    if (!isPacked32) return intsOf(field);
    return field.bytes.length === 0 ? [floatOf(field.int)] : [...new Float32Array(field.bytes.slice().buffer)];
  });
  return element === "float16" ? fromFloat16(Uint16Array.from(values)) : Float32Array.from(values);
}
