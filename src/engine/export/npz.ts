/** NumPy's archive: a zip of arrays. See https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html. */
import { strToU8, unzipSync, zipSync } from "fflate";
import { readNpy } from "../../catalog/readers/numpy/npy.ts";
import type { SavedTensor } from "../../project/records.ts";

const CARD = "card.json";

export function writeNpz(
  tensors: readonly SavedTensor[],
  card: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const arrays = tensors.map((tensor) => [`${tensor.name}.npy`, npy(tensor)] as const);
  return zipSync({ ...Object.fromEntries(arrays), [CARD]: strToU8(JSON.stringify(card, null, 2)) }, { level: 0 });
}

/** Of a file that `writeNpz` wrote. */
export function readNpz(file: Uint8Array): readonly SavedTensor[] {
  const entries = Object.entries(unzipSync(file)).filter(([name]) => name !== CARD);
  return entries.map(([path, bytes]) => {
    const { name, shape, values } = readNpy(bytes.slice(), path.replace(/\.npy$/, ""));
    return { name, shape, values: Float32Array.from(values, Number) };
  });
}

function npy({ shape, values }: SavedTensor): Uint8Array {
  const extents = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${extents}), }`;
  // The numbers begin at a multiple of 64; the header ends in a new line.
  const length = Math.ceil((10 + text.length + 1) / 64) * 64 - 10;
  const bytes = new Uint8Array(10 + length + values.byteLength);
  bytes.set([0x93, ...strToU8("NUMPY"), 1, 0, length % 256, Math.floor(length / 256)]);
  bytes.set(strToU8(`${text.padEnd(length - 1)}\n`), 10);
  bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), 10 + length);
  return bytes;
}
