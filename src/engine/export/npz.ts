/** NumPy's archive: a zip of arrays. See https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html. */
import { strFromU8, strToU8, zipSync } from "fflate";
import { z } from "zod";
import { readNpy } from "../../catalog/readers/numpy/npy.ts";
import type { SavedTensor } from "../../project/records.ts";
import type { NamedTensors } from "./safetensors.ts";

const CARD = "card.json";

export function writeNpz(
  tensors: readonly SavedTensor[],
  card: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const arrays = tensors.map((tensor) => [`${tensor.name}.npy`, npy(tensor)] as const);
  return zipSync({ ...Object.fromEntries(arrays), [CARD]: strToU8(JSON.stringify(card, null, 2)) }, { level: 0 });
}

/** Throws a `StudioError` for arrays that are not what they claim to be. `entries`: of the zip file, by their paths. */
export function readNpz(entries: Readonly<Record<string, Uint8Array>>): NamedTensors {
  const tensors = Object.entries(entries).flatMap(([path, bytes]): readonly SavedTensor[] => {
    if (!path.endsWith(".npy")) return [];
    const { name, shape, values } = readNpy(bytes.slice(), path.replace(/\.npy$/, ""));
    return [{ name, shape, values: Float32Array.from(values, Number) }];
  });
  return { tensors, metadata: cardIn(entries[CARD]) };
}

function cardIn(bytes: Uint8Array | undefined): Readonly<Record<string, string>> {
  if (bytes === undefined) return {};
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(strFromU8(bytes)));
  } catch {
    // Others may call something of theirs so.
    return {};
  }
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
