/**
 * Zip files entry by entry, so that neither writing nor reading one holds more than an entry. Sizes that a file claims are
 * held against its own length before anything is made. See https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT.
 */

import { type Bytes, type Pieces, joined, lengthOf } from "./pieces.ts";

const [LOCAL, CENTRAL, END] = [0x04034b50, 0x02014b50, 0x06054b50];
const [STORED, DEFLATED] = [0, 8];
/** UTF-8 names. */
const FLAGS = 1 << 11;
const LONGEST_END = 22 + 65_535;
/** Offsets have 32 bits. */
const MOST_ZIP_BYTES = 2 ** 32 - 1;
/** Half of it: a file that has not reached it before an entry does not end beyond what it can be. */
export const MOST_SOUND_BYTES = 2 ** 31;
/** Deflate makes nothing smaller than this. */
const MOST_RATIO = 1032;

export class ZipWriter {
  readonly #write: (piece: Bytes) => Promise<void>;
  readonly #entries: Bytes[] = [];
  #offset = 0;

  constructor(write: (piece: Bytes) => Promise<void>) {
    this.#write = write;
  }

  get bytes(): number {
    return this.#offset;
  }

  /** Packs and writes. */
  async add(path: string, content: Bytes): Promise<void> {
    const packed = await through(content, new CompressionStream("deflate-raw"), MOST_ZIP_BYTES);
    await this.#entry(path, DEFLATED, [content], [packed]);
  }

  /** Writes as it is: numbers hardly grow smaller. */
  async store(path: string, content: Pieces): Promise<void> {
    await this.#entry(path, STORED, content, content);
  }

  async #entry(path: string, method: number, content: Pieces, packed: Pieces): Promise<void> {
    const name = new TextEncoder().encode(path);
    const about = fields(
      [2, 20],
      [2, FLAGS],
      [2, method],
      [4, 0x210000],
      [4, await crcOf(content)],
      [4, lengthOf(packed)],
      [4, lengthOf(content)],
      [2, name.length],
      [2, 0],
    );
    this.#entries.push(
      joined([fields([4, CENTRAL], [2, 20]), about, fields([2, 0], [2, 0], [2, 0], [4, 0], [4, this.#offset]), name]),
    );
    await this.#put(joined([fields([4, LOCAL]), about, name]));
    for (const piece of packed) await this.#put(piece);
  }

  async end(): Promise<void> {
    const from = this.#offset;
    const count = this.#entries.length;
    for (const entry of this.#entries) await this.#put(entry);
    const size = this.#offset - from;
    await this.#put(fields([4, END], [2, 0], [2, 0], [2, count], [2, count], [4, size], [4, from], [2, 0]));
  }

  async #put(piece: Bytes): Promise<void> {
    this.#offset += piece.length;
    await this.#write(piece);
  }
}

/** What is wrong with a zip file, for whoever tells it. */
export class BrokenZip extends Error {}

export interface ZipEntry {
  readonly path: string;
  /** Unpacked, as the file claims; `read` gives no more. */
  readonly size: number;
  /** Throws a `BrokenZip` when what comes out is not what the file says. */
  read(): Promise<Bytes>;
}

/** By path. Throws a `BrokenZip`, also for entries that lie over each other or claim more than they can hold. */
export async function openZip(file: Blob): Promise<ReadonlyMap<string, ZipEntry>> {
  const tail = await viewOf(file.slice(-LONGEST_END));
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== END) end--;
  if (end < 0) throw new BrokenZip("it has no end");
  const [count, length, from] = [
    tail.getUint16(end + 10, true),
    tail.getUint32(end + 12, true),
    tail.getUint32(end + 16, true),
  ];
  if (from + length > file.size) throw new BrokenZip("its list lies outside of it");
  const list = await viewOf(file.slice(from, from + length));
  const entries = new Map<string, ZipEntry>();
  let packedBytes = 0;
  for (let at = 0, index = 0; index < count; index++) {
    if (at + 46 > list.byteLength || list.getUint32(at, true) !== CENTRAL) throw new BrokenZip("its list is cut short");
    const short = (offset: number): number => list.getUint16(at + offset, true);
    const long = (offset: number): number => list.getUint32(at + offset, true);
    const nameLength = short(28);
    if (at + 46 + nameLength > list.byteLength) throw new BrokenZip("its list is cut short");
    const path = new TextDecoder().decode(new Uint8Array(list.buffer, list.byteOffset + at + 46, nameLength));
    const claim = { method: short(10), crc: long(16), packed: long(20), size: long(24), offset: long(42) };
    packedBytes += claim.packed;
    const isTooMuch = claim.size > MOST_RATIO * claim.packed + 64 || claim.offset + claim.packed > from;
    if (isTooMuch || packedBytes > file.size) throw new BrokenZip(`"${path}" claims more than it can hold`);
    if (entries.has(path)) throw new BrokenZip(`"${path}" is there twice`);
    entries.set(path, { path, size: claim.size, read: () => unpacked(file, path, claim) });
    at += 46 + nameLength + short(30) + short(32);
  }
  return entries;
}

interface Claim {
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

async function unpacked(file: Blob, path: string, { method, crc, packed, size, offset }: Claim): Promise<Bytes> {
  const head = await viewOf(file.slice(offset, offset + 30));
  if (head.byteLength < 30 || head.getUint32(0, true) !== LOCAL)
    throw new BrokenZip(`"${path}" is not where the list says`);
  const from = offset + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  const stored = new Uint8Array(await file.slice(from, from + packed).arrayBuffer());
  if (stored.length !== packed) throw new BrokenZip(`"${path}" is cut short`);
  if (method !== STORED && method !== DEFLATED) throw new BrokenZip(`"${path}" is packed in an unknown way`);
  const content = method === STORED ? stored : await inflated(stored, size, path);
  if (content.length !== size || (await crcOf([content])) !== crc) throw new BrokenZip(`"${path}" is damaged`);
  return content;
}

async function inflated(stored: Bytes, size: number, path: string): Promise<Bytes> {
  try {
    return await through(stored, new DecompressionStream("deflate-raw"), size);
  } catch (cause) {
    // The browser's own words for it are a TypeError.
    throw new BrokenZip(`"${path}" is damaged`, { cause });
  }
}

/** Rejects as soon as more than `most` bytes come out. */
async function through(
  content: Bytes,
  transform: CompressionStream | DecompressionStream,
  most: number,
): Promise<Bytes> {
  const reader = new Blob([content]).stream().pipeThrough(transform).getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length;
    if (length > most) {
      await reader.cancel();
      throw new RangeError("more than it may be");
    }
    pieces.push(next.value);
  }
  return joined(pieces);
}

async function viewOf(part: Blob): Promise<DataView> {
  return new DataView(await part.arrayBuffer());
}

/** Whole numbers, little-endian, each in so many bytes. */
function fields(...list: readonly (readonly [bytes: 2 | 4, value: number])[]): Bytes {
  const made = new DataView(new ArrayBuffer(list.reduce((sum, [bytes]) => sum + bytes, 0)));
  let at = 0;
  for (const [bytes, value] of list) {
    if (bytes === 2) made.setUint16(at, value, true);
    else made.setUint32(at, value, true);
    at += bytes;
  }
  return new Uint8Array(made.buffer);
}

const crcTable = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** So much is summed before the page may do something else: a few milliseconds. */
const CRC_BYTES = 2 ** 20;

async function crcOf(pieces: Pieces): Promise<number> {
  let crc = -1;
  let sinceRest = 0;
  for (const bytes of pieces) {
    for (let from = 0; from < bytes.length; from += CRC_BYTES) {
      if (sinceRest >= CRC_BYTES) {
        await new Promise((resolve) => setTimeout(resolve));
        sinceRest = 0;
      }
      const end = Math.min(bytes.length, from + CRC_BYTES);
      for (let at = from; at < end; at++) crc = crcTable[(crc ^ bytes[at]!) & 255]! ^ (crc >>> 8);
      sinceRest += end - from;
    }
  }
  return ~crc >>> 0;
}
