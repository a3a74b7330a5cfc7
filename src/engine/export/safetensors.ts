/** Named tensors in one file: a length, a JSON header, the numbers. See https://github.com/huggingface/safetensors. */
import { z } from "zod";
import { StudioError } from "../../language/studio-error.ts";
import type { SavedTensor } from "../../project/records.ts";
import { type Pieces, bytesIn } from "../../project/file/pieces.ts";
import { fromFloat16 } from "../../project/float16.ts";

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

export function writeSafetensors(tensors: readonly SavedTensor[], metadata: Readonly<Record<string, string>>): Pieces {
  const ordered = tensors.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  let at = 0;
  const entries = ordered.map(({ name, shape, values }) => {
    const entry: Entry = { dtype: "F32", shape, data_offsets: [at, at + values.byteLength] };
    at += values.byteLength;
    return [name, entry] as const;
  });
  const json = JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(entries) });
  const unpadded = new TextEncoder().encode(json);
  // Numbers begin at a multiple of eight, so that they can be read where they are.
  const header = new Uint8Array(8 + Math.ceil(unpadded.length / 8) * 8).fill(32);
  new DataView(header.buffer).setBigUint64(0, BigInt(header.length - 8), true);
  header.set(unpadded, 8);
  return [header, ...ordered.map(({ values }) => bytesIn(values))];
}

const LONGEST_HEADER = 100e6;

const entrySchema = z.looseObject({
  dtype: z.string(),
  shape: z.array(z.int().nonnegative()).max(8),
  data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
});
const headerSchema = z.looseObject({ __metadata__: z.record(z.string(), z.string()).default({}) });

export interface NamedTensors {
  readonly tensors: readonly SavedTensor[];
  /** Texts beside them, by name. */
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * Tensor by tensor, so that the file is not held beside them. Rejects with a `StudioError` for a file that is none, or whose
 * header does not say what is in it. No size is believed.
 */
export async function readSafetensors(file: Blob): Promise<NamedTensors> {
  const length = file.size < 8 ? Infinity : await headerLength(file);
  const start = 8 + length;
  if (length > LONGEST_HEADER || start > file.size)
    throw broken("its header is longer than the file", "头部比文件还长");
  const { __metadata__: metadata, ...entries } = headerIn(await file.slice(8, start).arrayBuffer());
  const tensors: SavedTensor[] = [];
  let claimed = start;
  for (const [name, given] of Object.entries(entries)) {
    const entry = entrySchema.safeParse(given).data;
    if (entry === undefined)
      throw broken(`the header has no shape, type and place of "${name}"`, `头部缺少“${name}”的形状、类型或位置`);
    const {
      dtype,
      shape,
      data_offsets: [from, to],
    } = entry;
    const size = shape.reduce((product, extent) => product * extent, 1);
    const kind = kinds[dtype];
    if (kind === undefined)
      throw broken(`"${name}" is of the type ${dtype}, which is not read`, `“${name}”的类型 ${dtype} 不受支持`);
    claimed += to - from;
    if (to - from !== size * kind.bytes || Math.max(claimed, start + to) > file.size) {
      throw broken(
        `"${name}" is said to be ${shape.join(" × ")} numbers, and has ${to - from} bytes`,
        `“${name}”声明为 ${shape.join(" × ")}，却有 ${to - from} 字节`,
      );
    }
    tensors.push({ name, shape, values: kind.read(await file.slice(start + from, start + to).arrayBuffer()) });
  }
  return { tensors, metadata };
}

async function headerLength(file: Blob): Promise<number> {
  return Number(new DataView(await file.slice(0, 8).arrayBuffer()).getBigUint64(0, true));
}

function headerIn(bytes: ArrayBuffer): z.infer<typeof headerSchema> {
  try {
    return headerSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw broken("its header is no JSON as the format has it", "头部不是该格式的 JSON", cause);
  }
}

const kinds: Readonly<Record<string, { readonly bytes: number; readonly read: (bytes: ArrayBuffer) => Float32Array }>> =
  {
    F32: { bytes: 4, read: (bytes) => new Float32Array(bytes) },
    F64: { bytes: 8, read: (bytes) => Float32Array.from(new Float64Array(bytes)) },
    F16: { bytes: 2, read: (bytes) => fromFloat16(new Uint16Array(bytes)) },
    // The upper half of a float32.
    BF16: {
      bytes: 2,
      read: (bytes) => new Float32Array(Uint32Array.from(new Uint16Array(bytes), (bits) => bits << 16).buffer),
    },
    I64: { bytes: 8, read: (bytes) => Float32Array.from(new BigInt64Array(bytes), Number) },
    I32: { bytes: 4, read: (bytes) => Float32Array.from(new Int32Array(bytes)) },
    U8: { bytes: 1, read: (bytes) => Float32Array.from(new Uint8Array(bytes)) },
  };

function broken(en: string, zh: string, cause?: unknown): StudioError {
  return new StudioError(
    {
      code: "safetensors",
      text: {
        en: `This is no sound safetensors file: ${en}. Save it again.`,
        zh: `safetensors 文件有误：${zh}。请重新保存。`,
      },
    },
    cause === undefined ? {} : { cause },
  );
}
