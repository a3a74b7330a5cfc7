import { type NamedArray, type NumberValues, openArrays } from "../arrays.ts";
import { wholeBytes } from "../input-files.ts";
import type { InputFile, OpenedData, ReadContext, TableOptions } from "../reader.ts";
import { refuse } from "../refuse.ts";

/**
 * Format: http://yann.lecun.com/exdb/mnist. Two zero bytes, the type, the number of axes, each extent as a big-endian
 * 32-bit integer, the values in the same order of bytes.
 */
export async function openIdx(
  files: readonly InputFile[],
  config: TableOptions,
  context: ReadContext,
): Promise<OpenedData<TableOptions>> {
  const arrays: NamedArray[] = [];
  let bytes = 0;
  for (const file of files) {
    arrays.push(arrayOf(await wholeBytes(file, context.signal), file.path));
    bytes += file.size;
    context.progress(bytes);
  }
  return { options: config, ...openArrays(arrays, context) };
}

function arrayOf(bytes: Uint8Array<ArrayBuffer>, path: string): NamedArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const axes = bytes[3] ?? 0;
  const header = 4 + 4 * axes;
  if (bytes[0] !== 0 || bytes[1] !== 0 || axes === 0 || bytes.length < header) refuseBroken(path);
  const shape = Array.from({ length: axes }, (_, axis) => view.getUint32(4 + 4 * axis));
  const count = shape.reduce((product, extent) => product * extent, 1);
  const data = bytes.slice(header);
  const size = sizes.get(bytes[2] ?? 0) ?? refuseBroken(path);
  if (data.length !== count * size) {
    refuse(
      "idx-size",
      `"${path}" announces ${shape.join(" × ")} values and holds ${data.length / size}. It is cut off or no IDX file; fetch it again.`,
      `“${path}”声明了 ${shape.join(" × ")} 个值，实际含有 ${data.length / size} 个。文件不完整或不是 IDX 文件，请重新获取。`,
    );
  }
  const isLabels = axes === 1;
  const part = /t10k|test/i.test(path) ? "test" : "train";
  return { name: `${part}-${isLabels ? "label" : "image"}`, shape, values: valuesOf(data, bytes[2]!) };
}

/** Bytes a value, by type. */
const sizes: ReadonlyMap<number, number> = new Map([
  [8, 1],
  [9, 1],
  [11, 2],
  [12, 4],
  [13, 4],
  [14, 8],
]);

function valuesOf(data: Uint8Array<ArrayBuffer>, type: number): NumberValues {
  const view = new DataView(data.buffer);
  const read = <Values extends NumberValues>(values: Values, get: (at: number) => number): Values => {
    for (let index = 0; index < values.length; index++) values[index] = get(index * values.BYTES_PER_ELEMENT);
    return values;
  };
  switch (type) {
    case 9:
      return new Int8Array(data.buffer);
    case 11:
      return read(new Int16Array(data.length / 2), (at) => view.getInt16(at));
    case 12:
      return read(new Int32Array(data.length / 4), (at) => view.getInt32(at));
    case 13:
      return read(new Float32Array(data.length / 4), (at) => view.getFloat32(at));
    case 14:
      return read(new Float64Array(data.length / 8), (at) => view.getFloat64(at));
    default:
      return data;
  }
}

function refuseBroken(path: string): never {
  return refuse(
    "broken-idx",
    `"${path}" does not begin like an IDX file. Fetch it again, or check that it is not packed twice.`,
    `“${path}”的开头不符合 IDX 格式。请重新获取，或检查是否被压缩了两次。`,
  );
}
