/**
 * The weights beside a `model.json` of TensorFlow.js: which its manifest lists, how they lie in the binary files, and the
 * numbers, by the names that it gives them. No size is believed: files must be as long as the shapes ask before anything is made.
 */
import { z } from "zod";
import { StudioError } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import { numberOfHalf } from "../float16.ts";

export interface KerasWeight {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** A file that was given beside `model.json`, read when it is known to have the right length. */
export interface WeightFile {
  readonly name: string;
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** Bytes of all weights of a model as they are used, more than which is not taken. */
export const MOST_WEIGHT_BYTES = 512 * 2 ** 20;

const bytesOf = { float32: 4, int32: 4, bool: 1, float16: 2, uint8: 1, uint16: 2 } as const;

const weightShape = z.looseObject({
  name: z.string(),
  shape: z.array(z.int().nonnegative()).max(8),
  dtype: z.enum(["float32", "int32", "bool"]),
  quantization: z
    .looseObject({
      dtype: z.enum(["float16", "uint8", "uint16"]),
      scale: z.number().default(1),
      min: z.number().default(0),
    })
    .optional(),
});
type ManifestWeight = z.infer<typeof weightShape>;

const manifestShape = z.looseObject({
  weightsManifest: z.array(z.looseObject({ paths: z.array(z.string()), weights: z.array(weightShape) })).min(1),
});

/** Throws a `StudioError` for a file without a manifest, a file that is not there, or one of another length. */
export async function readWeights(
  json: unknown,
  files: readonly WeightFile[],
): Promise<ReadonlyMap<string, KerasWeight>> {
  const parsed = manifestShape.safeParse(json);
  if (!parsed.success) throw refused(noManifest);
  const groups = parsed.data.weightsManifest;
  const bytes = groups.flatMap(({ weights }) => weights).reduce((sum, weight) => sum + 4 * sizeOf(weight), 0);
  if (bytes > MOST_WEIGHT_BYTES) throw refused(weightsTooLarge);
  const chosen = groups.map(({ paths, weights }) => {
    const parts = paths.map((path) => fileOf(path, files));
    const wanted = weights.reduce((sum, weight) => sum + storedBytes(weight), 0);
    const given = parts.reduce((sum, { size }) => sum + size, 0);
    if (given !== wanted) throw refused(otherLength(paths.join(", "), given, wanted));
    return { parts, weights };
  });
  const read = new Map<string, KerasWeight>();
  for (const { parts, weights } of chosen) {
    const stored = new Uint8Array(
      await new Blob(await Promise.all(parts.map((part) => part.arrayBuffer()))).arrayBuffer(),
    );
    let at = 0;
    for (const weight of weights) {
      const length = storedBytes(weight);
      const own = new DataView(stored.buffer, at, length);
      read.set(weight.name, { shape: weight.shape, values: numbersOf(weight, own) });
      at += length;
    }
  }
  return read;
}

function sizeOf({ shape }: ManifestWeight): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

function storedBytes(weight: ManifestWeight): number {
  return sizeOf(weight) * bytesOf[weight.quantization?.dtype ?? weight.dtype];
}

function numbersOf(weight: ManifestWeight, view: DataView): Float32Array {
  const { dtype, quantization } = weight;
  const values = new Float32Array(sizeOf(weight));
  const { scale = 1, min = 0 } = quantization ?? {};
  const kind = quantization?.dtype ?? dtype;
  for (let at = 0; at < values.length; at++) {
    const number = numberAt(view, kind, at);
    values[at] = kind === "uint8" || kind === "uint16" ? number * scale + min : number;
  }
  return values;
}

function numberAt(view: DataView, kind: keyof typeof bytesOf, at: number): number {
  switch (kind) {
    case "float32":
      return view.getFloat32(4 * at, true);
    case "int32":
      return view.getInt32(4 * at, true);
    case "bool":
    case "uint8":
      return view.getUint8(at);
    case "uint16":
      return view.getUint16(2 * at, true);
    case "float16":
      return numberOfHalf(view.getUint16(2 * at, true));
  }
}

function fileOf(path: string, files: readonly WeightFile[]): WeightFile {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const file = files.find((each) => each.name === name);
  if (file === undefined) throw refused(fileMissing(name));
  return file;
}

function refused(text: Text): StudioError {
  return new StudioError({ code: "keras-weights", text });
}

const noManifest: Text = {
  en: "This model.json does not list its weights. Give the one that model.save() of TensorFlow.js or its converter has written.",
  zh: "此 model.json 没有列出权重。请使用 TensorFlow.js 的 model.save() 或其转换工具生成的文件。",
};
export const weightsTooLarge: Text = {
  en: `The model's weights take more than ${MOST_WEIGHT_BYTES / 2 ** 20} MB, which is more than can be read. Take a smaller model.`,
  zh: `该模型的权重超过 ${MOST_WEIGHT_BYTES / 2 ** 20} MB，无法读取。请使用较小的模型。`,
};
const fileMissing = (name: string): Text => ({
  en: `The file ${name} is missing. Choose model.json together with all the binary files that were saved beside it.`,
  zh: `缺少文件 ${name}。请将 model.json 与同时保存的全部二进制文件一起选择。`,
});
const otherLength = (name: string, given: number, wanted: number): Text => ({
  en: `${name}: ${given} bytes, but the weights that model.json lists take ${wanted}. Choose the files of one and the same model.`,
  zh: `${name}：共 ${given} 字节，而 model.json 列出的权重需要 ${wanted} 字节。请选择同一个模型的文件。`,
});
