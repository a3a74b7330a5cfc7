/** Given files as readers take them: gzip is unpacked on the way, a zip that holds one table is opened. */
import type { InputFile, ReadContext } from "./reader.ts";
import { TELLING_BYTES, unpackingGuard } from "./limits.ts";
import { refusalOf } from "./refuse.ts";
import { joined } from "../../tensor/join-arrays.ts";

const PIECE_BYTES = 256 * 1024;
/** Of packed files: a bomb unfolds to a thousand times as much before it can be looked at. */
const PACKED_PIECE_BYTES = 16 * 1024;
const GZIP = [0x1f, 0x8b];

/** A file of the user's, unpacked when it is gzip. `path` is its place in the folder that was given, or its name. */
export async function inputFile(path: string, blob: Blob): Promise<InputFile> {
  const head = await headOf(blob, 2);
  const isPacked = GZIP.every((byte, at) => head[at] === byte);
  return isPacked ? gzipFile(path.replace(/\.gz(?:ip)?$/i, ""), blob) : plainFile(path, blob);
}

function plainFile(path: string, blob: Blob): InputFile {
  return { path, size: blob.size, stream: () => pieces(blob, PIECE_BYTES), blob: () => Promise.resolve(blob) };
}

function gzipFile(path: string, blob: Blob): InputFile {
  const stream = (): AsyncIterable<Uint8Array> => unpacked(path, blob);
  return {
    path,
    size: blob.size,
    stream,
    blob: async () => {
      const parts: Uint8Array<ArrayBuffer>[] = [];
      for await (const piece of stream()) parts.push(piece.slice());
      return new Blob(parts);
    },
  };
}

/** All of it, for formats of which no part makes sense alone. */
export async function wholeBytes(file: InputFile, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  for await (const piece of file.stream()) {
    signal.throwIfAborted();
    parts.push(piece);
  }
  return joined<Uint8Array<ArrayBuffer>>(Uint8Array, parts);
}

/** The first bytes of what a file holds, unpacked. */
export async function headOf(file: Blob | InputFile, bytes: number): Promise<Uint8Array> {
  if (file instanceof Blob) return new Uint8Array(await file.slice(0, bytes).arrayBuffer());
  const head = new Uint8Array(bytes);
  let length = 0;
  for await (const piece of file.stream()) {
    const part = piece.subarray(0, bytes - length);
    head.set(part, length);
    length += part.length;
    if (length === bytes) break;
  }
  return head.subarray(0, length);
}

/** The content, telling how far it has been read. */
export async function* counted(file: InputFile, context: Pick<ReadContext, "progress">): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const piece of file.stream()) {
    bytes += piece.length;
    context.progress(bytes);
    yield piece;
  }
}

/** Slice by slice: a browser's own stream of a large file reads ahead without limit. */
async function* pieces(blob: Blob, bytes: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at < blob.size; at += bytes) {
    yield new Uint8Array(await blob.slice(at, at + bytes).arrayBuffer());
  }
}

/**
 * Nobody is given a piece before the first ones have shown that the file is no bomb: parsing one takes a hundred times as
 * long as unpacking it.
 */
async function* unpacked(path: string, blob: Blob): AsyncGenerator<Uint8Array> {
  const held: Uint8Array[] = [];
  let heldBytes = 0;
  for await (const piece of guarded(path, blob)) {
    heldBytes += piece.length;
    if (heldBytes <= TELLING_BYTES) held.push(piece);
    else {
      yield* held.splice(0);
      yield piece;
    }
  }
  yield* held;
}

async function* guarded(path: string, blob: Blob): AsyncGenerator<Uint8Array> {
  let packed = 0;
  const guard = unpackingGuard(path, () => packed);
  const source = pieces(blob, PACKED_PIECE_BYTES);
  const feed = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: async (controller) => {
      const next = await source.next();
      if (next.done === true) return controller.close();
      packed += next.value.length;
      controller.enqueue(next.value);
    },
  });
  const reader = feed.pipeThrough(new DecompressionStream("gzip")).getReader();
  try {
    for (;;) {
      const next = await read(reader, path);
      if (next.done) return;
      guard(next.value.length);
      yield next.value;
    }
  } finally {
    // Whoever stops early, or is stopped by the guard, leaves nothing unpacking behind.
    await reader.cancel().catch(() => undefined);
  }
}

async function read(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  path: string,
): Promise<ReadableStreamReadResult<Uint8Array>> {
  try {
    return await reader.read();
  } catch (cause) {
    throw refusalOf(
      "broken-gzip",
      `"${path}" is packed as gzip and breaks off or is damaged. Fetch or pack it again.`,
      `“${path}”是 gzip 压缩文件，但内容不完整或已损坏。请重新下载或压缩。`,
      cause,
    );
  }
}
