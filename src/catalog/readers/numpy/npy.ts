import type { NamedArray, NumberValues } from "../arrays.ts";
import { refuse } from "../refuse.ts";

const MAGIC = "\u0093NUMPY";
/** As NumPy's own limit: the header is parsed as text. */
const LONGEST_HEADER = 10_000;

interface Header {
  readonly descr: string;
  readonly isFortran: boolean;
  readonly shape: readonly number[];
}

/** One NPY file. Throws a `StudioError` for a pickle, a type that is no number or text, or a size that is a lie. */
export function readNpy(bytes: Uint8Array<ArrayBuffer>, name: string): NamedArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = String.fromCharCode(...bytes.subarray(0, 6));
  const major = bytes[6] ?? 0;
  const lengthBytes = major === 1 ? 2 : 4;
  if (magic !== MAGIC || major < 1 || major > 3 || bytes.length < 8 + lengthBytes) refuseBroken(name);
  const length = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const start = 8 + lengthBytes + length;
  if (length > LONGEST_HEADER || start > bytes.length) refuseBroken(name);
  const header = parseHeader(new TextDecoder().decode(bytes.subarray(8 + lengthBytes, start)), name);
  const count = header.shape.reduce((product, extent) => product * extent, 1);
  const data = bytes.slice(start);
  const { size, read } = typeOf(header.descr, name);
  if (!Number.isSafeInteger(count) || data.length !== count * size) refuseSize(name, header.shape, data.length / size);
  const values = read(data, count);
  return { name, shape: header.shape, values: header.isFortran ? rowMajor(values, header.shape, name) : values };
}

/** A Python dictionary of three entries, of which NumPy writes nothing else. */
function parseHeader(text: string, name: string): Header {
  const descr = /'descr'\s*:\s*'([^']{1,20})'/.exec(text)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const shape = /'shape'\s*:\s*\(([\d\s,L]{0,200})\)/.exec(text)?.[1];
  if (/'descr'\s*:\s*\[/.test(text)) refuseType(name, "a structured array");
  if (descr === undefined || order === undefined || shape === undefined) refuseBroken(name);
  const extents = shape.split(",").flatMap((extent) => (extent.trim() === "" ? [] : [Number.parseInt(extent, 10)]));
  return { descr, isFortran: order === "True", shape: extents };
}

interface ValueType {
  /** Bytes a value. */
  readonly size: number;
  readonly read: (data: Uint8Array<ArrayBuffer>, count: number) => NumberValues | string[];
}

function typeOf(descr: string, name: string): ValueType {
  const [, order = "|", kind = "", digits = "0"] = /^([<>|=]?)([a-zA-Z])(\d*)$/.exec(descr) ?? [];
  const size = Number(digits);
  if (kind === "O") refusePickle(name);
  if (kind === "U" && size < 10_000) return { size: 4 * size, read: (data, count) => texts(data, count, size, order) };
  if (kind === "S" && size < 10_000) return { size, read: (data, count) => bytesAsText(data, count, size) };
  const make = makers.get(`${kind}${size}`);
  if (make === undefined) return refuseType(name, descr);
  return {
    size,
    read: (data) => {
      if (order === ">" && size > 1) swap(data, size);
      return make(data.buffer);
    },
  };
}

const makers: ReadonlyMap<string, (buffer: ArrayBuffer) => NumberValues> = new Map<
  string,
  (buffer: ArrayBuffer) => NumberValues
>([
  ["b1", (buffer) => new Uint8Array(buffer)],
  ["u1", (buffer) => new Uint8Array(buffer)],
  ["i1", (buffer) => new Int8Array(buffer)],
  ["u2", (buffer) => new Uint16Array(buffer)],
  ["i2", (buffer) => new Int16Array(buffer)],
  ["u4", (buffer) => new Uint32Array(buffer)],
  ["i4", (buffer) => new Int32Array(buffer)],
  ["u8", (buffer) => new BigUint64Array(buffer)],
  ["i8", (buffer) => new BigInt64Array(buffer)],
  ["f2", (buffer) => halves(new Uint16Array(buffer))],
  ["f4", (buffer) => new Float32Array(buffer)],
  ["f8", (buffer) => new Float64Array(buffer)],
]);

/** IEEE 754 binary16. */
function halves(bits: Uint16Array): Float32Array {
  return Float32Array.from(bits, (half) => {
    const sign = half & 0x8000 ? -1 : 1;
    const exponent = (half >> 10) & 31;
    const fraction = half & 1023;
    if (exponent === 0) return sign * fraction * 2 ** -24;
    if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
    return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  });
}

function swap(data: Uint8Array, size: number): void {
  for (let at = 0; at < data.length; at += size) data.subarray(at, at + size).reverse();
}

/** Code points of 32 bits, filled up with zeros. */
function texts(data: Uint8Array<ArrayBuffer>, count: number, length: number, order: string): string[] {
  const view = new DataView(data.buffer);
  return Array.from({ length: count }, (_, row) => {
    let text = "";
    for (let at = 0; at < length; at++) {
      const point = view.getUint32(4 * (row * length + at), order !== ">");
      if (point === 0) break;
      text += point <= 0x10ffff ? String.fromCodePoint(point) : "\uFFFD";
    }
    return text;
  });
}

function bytesAsText(data: Uint8Array, count: number, size: number): string[] {
  const decoder = new TextDecoder();
  return Array.from({ length: count }, (_, row) =>
    decoder.decode(data.subarray(row * size, (row + 1) * size)).replace(/\0+$/, ""),
  );
}

/** Fortran's order has the first axis change fastest. */
function rowMajor(
  values: NumberValues | readonly string[],
  shape: readonly number[],
  name: string,
): NumberValues | readonly string[] {
  if (shape.length < 2) return values;
  if (Array.isArray(values)) return refuseType(name, "texts in Fortran's order");
  // Not texts; `isArray` does not tell of a readonly list that it is none.
  const numbers = Float64Array.from(values as NumberValues, Number);
  const turned = new Float64Array(numbers.length);
  const steps = shape.map((_, axis) => shape.slice(0, axis).reduce((product, extent) => product * extent, 1));
  for (let index = 0; index < turned.length; index++) {
    let rest = index;
    let at = 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      at += (rest % shape[axis]!) * steps[axis]!;
      rest = Math.floor(rest / shape[axis]!);
    }
    turned[index] = numbers[at]!;
  }
  return turned;
}

function refusePickle(name: string): never {
  return refuse(
    "numpy-pickle",
    `"${name}" holds Python objects (a pickle), which could run code and is never read. Save it as an array of numbers or texts: array.astype(float) or astype(str).`,
    `“${name}”包含 Python 对象（pickle），可能执行代码，因此不予读取。请保存为数值或文本数组：array.astype(float) 或 astype(str)。`,
  );
}

function refuseType(name: string, type: string): never {
  return refuse(
    "numpy-type",
    `"${name}" is an array of a type that is not read here (${type}). Convert it: array.astype("float64").`,
    `“${name}”的数组类型（${type}）不受支持。请转换：array.astype("float64")。`,
  );
}

function refuseSize(name: string, shape: readonly number[], found: number): never {
  return refuse(
    "numpy-size",
    `"${name}" announces ${shape.join(" × ")} values and holds ${Math.floor(found)}. It is cut off or damaged; save it again.`,
    `“${name}”声明了 ${shape.join(" × ")} 个值，实际含有 ${Math.floor(found)} 个。文件不完整或已损坏，请重新保存。`,
  );
}

function refuseBroken(name: string): never {
  return refuse(
    "broken-numpy",
    `"${name}" does not begin like a NumPy file. Save it with numpy.save or numpy.savez.`,
    `“${name}”的开头不符合 NumPy 格式。请用 numpy.save 或 numpy.savez 保存。`,
  );
}
