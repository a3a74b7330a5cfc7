import { StudioError } from "../../language/studio-error.ts";

/**
 * Reads an IDX file of unsigned bytes (format: http://yann.lecun.com/exdb/mnist): two zero bytes, type 0x08, the
 * number of dimensions, each extent as a big-endian 32-bit integer, then the values. Throws when the file lies about
 * its size; `name` says which file.
 */
export function readIdx(bytes: Uint8Array, name: string): { shape: readonly number[]; values: Uint8Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const dimensions = bytes[3] ?? 0;
  const header = 4 + 4 * dimensions;
  if (bytes.length < header || bytes[0] !== 0 || bytes[1] !== 0 || bytes[2] !== 8 || dimensions === 0) {
    throw broken(name, "does not begin like an IDX file of bytes", "开头不符合字节型 IDX 文件的格式");
  }
  const shape = Array.from({ length: dimensions }, (_, axis) => view.getUint32(4 + 4 * axis));
  const expected = shape.reduce((product, extent) => product * extent, 1);
  const values = bytes.subarray(header);
  if (values.length !== expected) {
    throw broken(
      name,
      `holds ${values.length} values where its header announces ${shape.join(" × ")}`,
      `含有 ${values.length} 个值，而文件头声明的是 ${shape.join(" × ")}`,
    );
  }
  return { shape, values };
}

function broken(name: string, en: string, zh: string): StudioError {
  return new StudioError({
    code: "broken-idx",
    text: { en: `The file ${name} ${en}. Fetch it again.`, zh: `文件 ${name} ${zh}。请重新获取。` },
  });
}
