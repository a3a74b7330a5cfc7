/**
 * Zip files, streamed: nothing is believed of the sizes that they claim, what comes out is counted. Entries come in the
 * order in which they lie in the file.
 */
import { joined } from "../../tensor/join-arrays.ts";
import { Unzip, UnzipInflate, UnzipPassThrough, type UnzipFile } from "fflate";
import { StudioError } from "../../language/studio-error.ts";
import { MOST_FILES, checkUnpacked, unpackingGuard } from "./limits.ts";
import type { InputFile } from "./reader.ts";
import { refuse, refusalOf } from "./refuse.ts";

/** Larger ones are no pictures, and no arrays that fit into memory beside others. */
const MOST_ENTRY_BYTES = 1.5 * 2 ** 30;

const PIECE_BYTES = 16 * 1024;
/** Of an unpacked file, what its reader is given at a time. */
const READ_BYTES = 256 * 1024;

export function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4;
}

export interface ZipEntry {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** How far the zip file itself has been read. */
  readonly packedBytes: number;
}

/** The paths of all files in it, folders and what operating systems add left out. */
export async function zipPaths(file: InputFile): Promise<string[]> {
  const paths: string[] = [];
  for await (const path of entries(file, () => false)) if (typeof path === "string") paths.push(path);
  return paths;
}

/** The files whose path `isWanted`, one after the other. */
export async function* zipEntries(file: InputFile, isWanted: (path: string) => boolean): AsyncGenerator<ZipEntry> {
  for await (const entry of entries(file, isWanted)) if (typeof entry !== "string") yield entry;
}

/** One file of a zip file as if it had been given by itself. */
export function zippedFile(file: InputFile, path: string): InputFile {
  const unpack = async (): Promise<Uint8Array<ArrayBuffer>> => {
    for await (const entry of zipEntries(file, (each) => each === path)) return entry.bytes;
    return refuse("broken-zip", `"${path}" is not in "${file.path}".`, `“${file.path}”中没有“${path}”。`);
  };
  // Asked for by whoever looks at its head, and again by its reader.
  let whole: Promise<Uint8Array<ArrayBuffer>> | undefined;
  const bytes = (): Promise<Uint8Array<ArrayBuffer>> => (whole ??= unpack());
  return {
    path,
    size: file.size,
    stream: async function* () {
      const all = await bytes();
      for (let at = 0; at < all.length; at += READ_BYTES) yield all.subarray(at, at + READ_BYTES);
    },
    blob: async () => new Blob([await bytes()]),
  };
}

/** Every path, and every wanted file when its end has come. */
async function* entries(file: InputFile, isWanted: (path: string) => boolean): AsyncGenerator<string | ZipEntry> {
  let packedBytes = 0;
  let found = 0;
  const guard = unpackingGuard(file.path, () => packedBytes);
  const done: (string | ZipEntry)[] = [];
  const unzip = new Unzip((entry) => {
    if (!isFile(entry.name)) return;
    if (++found > MOST_FILES) tooManyFiles(file.path);
    done.push(entry.name);
    if (isWanted(entry.name)) collect(entry, guard, (bytes) => done.push({ path: entry.name, bytes, packedBytes }));
  });
  unzip.register(UnzipInflate);
  unzip.register(UnzipPassThrough);
  try {
    for await (const piece of file.stream()) {
      // Little at a time: a bomb unfolds to a thousand times as much before it can be looked at.
      for (let at = 0; at < piece.length; at += PIECE_BYTES) {
        const part = piece.subarray(at, at + PIECE_BYTES);
        packedBytes += part.length;
        unzip.push(part);
        yield* done.splice(0);
      }
    }
    unzip.push(new Uint8Array(), true);
    yield* done.splice(0);
  } catch (cause) {
    // fflate throws errors of its own, and stumbles over what no packer writes.
    if (cause instanceof StudioError || cause instanceof DOMException || !(cause instanceof Error)) throw cause;
    throw broken(file.path, cause);
  }
  if (found === 0) throw broken(file.path, new Error("no files"));
}

function collect(
  entry: UnzipFile,
  guard: (bytes: number) => void,
  onEnd: (bytes: Uint8Array<ArrayBuffer>) => void,
): void {
  const { size, originalSize } = entry;
  if (size !== undefined && originalSize !== undefined) checkUnpacked(entry.name, originalSize, size);
  const parts: Uint8Array[] = [];
  let length = 0;
  entry.ondata = (error, piece, isLast) => {
    if (error !== null) throw error;
    guard(piece.length);
    length += piece.length;
    if (length > MOST_ENTRY_BYTES) tooLarge(entry.name);
    parts.push(piece);
    if (isLast) onEnd(joined(Uint8Array, parts));
  };
  entry.start();
}

/** No folder, no resource fork of a Mac, no hidden file. */
function isFile(path: string): boolean {
  return !path.endsWith("/") && !path.split("/").some((part) => part === "__MACOSX" || /^\.[^.]/.test(part));
}

function broken(path: string, cause: Error) {
  return refusalOf(
    "broken-zip",
    `"${path}" is a damaged zip file, or packed in a way that is not read here (${cause.message}). Unpack it and add the folder or the files.`,
    `“${path}”是已损坏的 zip 文件，或采用了不支持的压缩方式（${cause.message}）。请先解压，再添加其中的文件夹或文件。`,
    cause,
  );
}

function tooManyFiles(path: string): never {
  const most = MOST_FILES.toLocaleString("en");
  return refuse(
    "too-many-files",
    `"${path}" holds more than ${most} files. Add a part of them.`,
    `“${path}”包含超过 ${most} 个文件。请只添加其中一部分。`,
  );
}

function tooLarge(path: string): never {
  return refuse(
    "unpacks-too-large",
    `"${path}" unpacks to more than ${Math.round(MOST_ENTRY_BYTES / 2 ** 20)} MB. Unpack it yourself and add what you need of it.`,
    `“${path}”解压后超过 ${Math.round(MOST_ENTRY_BYTES / 2 ** 20)} MB。请自行解压后再添加所需部分。`,
  );
}
