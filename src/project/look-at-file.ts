/** As much of a file as tells what it is: its first bytes and, of a zip file, the paths that its end lists. */
import type { FileHead } from "../catalog/importers/importer.ts";

const HEAD_BYTES = 64;
/** The end of a zip file: 22 bytes and a comment. */
const LONGEST_END = 22 + 65_535;
/** A model has some files in it, a data set of pictures is no model. */
const LONGEST_LIST = 2 ** 20;
const [END_MARK, ENTRY_MARK] = [0x06054b50, 0x02014b50];

export async function lookAtFile(name: string, blob: Blob): Promise<FileHead> {
  const head = new Uint8Array(await blob.slice(0, HEAD_BYTES).arrayBuffer());
  const isZip = head[0] === 0x50 && head[1] === 0x4b;
  return { name, head, entries: isZip ? await pathsIn(blob) : [] };
}

/** None where the end is missing, or lists what is not there. See https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3. */
async function pathsIn(blob: Blob): Promise<readonly string[]> {
  const tail = new DataView(await blob.slice(-LONGEST_END).arrayBuffer());
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== END_MARK) end--;
  if (end < 0) return [];
  const [size, start] = [tail.getUint32(end + 12, true), tail.getUint32(end + 16, true)];
  if (size > LONGEST_LIST) return [];
  const list = new DataView(await blob.slice(start, start + size).arrayBuffer());
  const paths: string[] = [];
  for (let at = 0; at + 46 <= list.byteLength && list.getUint32(at, true) === ENTRY_MARK;) {
    const lengthAt = (offset: number): number => list.getUint16(at + offset, true);
    const [length, from] = [lengthAt(28), at + 46];
    if (from + length > list.byteLength) break;
    paths.push(new TextDecoder().decode(new Uint8Array(list.buffer, from, length)));
    at = from + length + lengthAt(30) + lengthAt(32);
  }
  return paths;
}
