/** A header of JSON and the bytes that it speaks of, as one: chunks of data sets, and weights. */
import { z } from "zod";
import type { Checkpoint } from "../records.ts";
import type { Dictionaries, StoredChunk, StoredDataRecord, StoredValues } from "../stored-data.ts";
import { parseExactly, stringifyExactly } from "./exact-json.ts";

type Bytes = Uint8Array<ArrayBuffer>;

function packed(header: unknown, parts: readonly ArrayBufferView[]): Bytes {
  const text = new TextEncoder().encode(stringifyExactly(header));
  // Numbers begin at a multiple of eight.
  const from = Math.ceil((4 + text.length) / 8) * 8;
  const whole = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + Math.ceil(byteLength / 8) * 8, from)).fill(
    32,
    4,
    from,
  );
  new DataView(whole.buffer).setUint32(0, from - 4, true);
  whole.set(text, 4);
  let at = from;
  for (const { buffer, byteOffset, byteLength } of parts) {
    whole.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += Math.ceil(byteLength / 8) * 8;
  }
  return whole;
}

/** `take` gives the next so many bytes. Throws where there are none left. */
function unpacked(bytes: Bytes): { readonly header: unknown; readonly take: (count: number) => ArrayBuffer } {
  const length = bytes.length < 4 ? Infinity : new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if (4 + length > bytes.length) throw new RangeError("its header is cut short");
  let at = 4 + length;
  const take = (count: number): ArrayBuffer => {
    if (at + count > bytes.length) throw new RangeError("its numbers are cut short");
    const part = bytes.slice(at, at + count);
    at += Math.ceil(count / 8) * 8;
    return part.buffer;
  };
  return { header: parseExactly(new TextDecoder().decode(bytes.subarray(4, 4 + length))), take };
}

const chunkHeader = z.strictObject({
  rows: z
    .int()
    .positive()
    .max(2 ** 24),
  columns: z.array(
    z.discriminatedUnion("type", [
      z.strictObject({ type: z.literal("number") }),
      z.strictObject({ type: z.literal("codes") }),
      z.strictObject({ type: z.literal("image") }),
      z.strictObject({ type: z.literal("text"), values: z.array(z.string().nullable()) }),
    ]),
  ),
});

export function packChunk({ rows, columns }: StoredChunk): Bytes {
  const header = { rows, columns: columns.map((each) => (each.type === "text" ? each : { type: each.type })) };
  return packed(
    header,
    columns.flatMap((each): readonly ArrayBufferView[] => {
      switch (each.type) {
        case "number":
          return [each.values];
        case "codes":
          return [each.codes];
        case "image":
          return [each.pixels];
        case "text":
          return [];
      }
    }),
  );
}

/** Throws where it does not fit the record: kinds, counts, codes without a word, pictures of another size. */
export function unpackChunk(bytes: Bytes, { columns }: StoredDataRecord, dictionaries: Dictionaries): StoredChunk {
  const { header, take } = unpacked(bytes);
  const { rows, columns: kinds } = chunkHeader.parse(header);
  if (kinds.length !== columns.length) throw new RangeError("a chunk has other columns than its data set");
  const read = kinds.map((kind, at): StoredValues => {
    const { type, shape } = columns[at]!;
    const isKnown = { number: ["number", "time"], codes: ["category", "text"], image: ["image"], text: ["text"] }[
      kind.type
    ];
    if (!isKnown.includes(type)) throw new RangeError(`a column of ${type} holds ${kind.type}`);
    switch (kind.type) {
      case "number":
        return { type: "number", values: new Float64Array(take(8 * rows)) };
      case "codes": {
        const codes = new Int32Array(take(4 * rows));
        const words = dictionaries[at]?.length ?? 0;
        if (codes.some((code) => code < -1 || code >= words)) throw new RangeError("a code has no word");
        return { type: "codes", codes };
      }
      case "image":
        if (shape === undefined) throw new RangeError("pictures without a size");
        return { type: "image", pixels: new Uint8Array(take(rows * shape[0] * shape[1] * shape[2])) };
      case "text":
        if (kind.values.length !== rows) throw new RangeError("a chunk has other texts than rows");
        return kind;
    }
  });
  return { rows, columns: read };
}

const weightsHeader = z.strictObject({
  step: z.int(),
  host: z
    .strictObject({
      schedule: z.record(z.string(), z.number()),
      optimizer: z.record(z.string(), z.number()).exactOptional(),
    })
    .exactOptional(),
  tensors: z.array(z.strictObject({ name: z.string(), shape: z.array(z.int().nonnegative()).max(8) })),
  files: z.array(z.strictObject({ name: z.string(), bytes: z.int().nonnegative() })).exactOptional(),
});

/** With the optimizer's state, so that training goes on from it. */
export function packWeights({ step, host, tensors, files }: Checkpoint): Bytes {
  const header = {
    step,
    ...(host && { host }),
    tensors: tensors.map(({ name, shape }) => ({ name, shape })),
    ...(files && { files: files.map(({ name, bytes }) => ({ name, bytes: bytes.length })) }),
  };
  return packed(header, [...tensors.map(({ values }) => values), ...(files ?? []).map(({ bytes }) => bytes)]);
}

/** Throws where there are fewer numbers than it says. */
export function unpackWeights(bytes: Bytes): Checkpoint {
  const { header, take } = unpacked(bytes);
  const { step, host, tensors, files } = weightsHeader.parse(header);
  if (new Set(tensors.map(({ name }) => name)).size < tensors.length) throw new RangeError("two weights have one name");
  return {
    step,
    ...(host && { host }),
    tensors: tensors.map(({ name, shape }) => {
      const size = shape.reduce((product, extent) => product * extent, 1);
      return { name, shape, values: new Float32Array(take(4 * size)) };
    }),
    ...(files && { files: files.map((each) => ({ name: each.name, bytes: new Uint8Array(take(each.bytes)) })) }),
  };
}
