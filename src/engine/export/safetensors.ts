/** Named tensors in one file: a length, a JSON header, the numbers. See https://github.com/huggingface/safetensors. */
import type { SavedTensor } from "../../project/records.ts";

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

export function writeSafetensors(
  tensors: readonly SavedTensor[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
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
  const header = new Uint8Array(Math.ceil(unpadded.length / 8) * 8).fill(32);
  header.set(unpadded);
  const file = new Uint8Array(8 + header.length + at);
  new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
  file.set(header, 8);
  for (const [index, { values }] of ordered.entries()) {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    file.set(bytes, 8 + header.length + entries[index]![1].data_offsets[0]);
  }
  return file;
}

/** Of a file that `writeSafetensors` wrote. */
export function readSafetensors(file: Uint8Array): readonly SavedTensor[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const start = 8 + Number(view.getBigUint64(0, true));
  const header: unknown = JSON.parse(new TextDecoder().decode(file.subarray(8, start)));
  // Just written, in this form.
  const entries = Object.entries(header as Readonly<Record<string, Entry>>).filter(([name]) => name !== "__metadata__");
  return entries.map(
    ([
      name,
      {
        shape,
        data_offsets: [from, to],
      },
    ]) => ({
      name,
      shape,
      values: new Float32Array(file.slice(start + from, start + to).buffer),
    }),
  );
}
