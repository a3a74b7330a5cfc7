/** NumPy's archive: a zip of arrays. */
import { strFromU8 } from "fflate";
import { z } from "zod";
import { readNpy } from "../../catalog/readers/numpy/npy.ts";
import type { SavedTensor } from "../../project/records.ts";
import { npy } from "./npy.ts";
import type { NamedTensors } from "./safetensors.ts";
import { zipFile } from "./zip-file.ts";

const CARD = "card.json";

export function writeNpz(tensors: readonly SavedTensor[], card: Readonly<Record<string, string>>): Promise<Blob> {
  const arrays = tensors.map((tensor) => [`${tensor.name}.npy`, npy(tensor.values, tensor.shape)] as const);
  return zipFile([...arrays, [CARD, JSON.stringify(card, null, 2)]]);
}

/** Throws a `StudioError` for arrays that are not what they claim to be. `entries`: of the zip file, by their paths. */
export function readNpz(entries: Readonly<Record<string, Uint8Array>>): NamedTensors {
  const tensors = Object.entries(entries).flatMap(([path, bytes]): readonly SavedTensor[] => {
    if (!path.endsWith(".npy")) return [];
    const { name, shape, values } = readNpy(bytes.slice(), path.replace(/\.npy$/, ""));
    return [{ name, shape, values: values instanceof Float32Array ? values : Float32Array.from(values, Number) }];
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
