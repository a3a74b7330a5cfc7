/** Data files from our own origin: fetched once, kept in Cache Storage as they came, unpacked when read. */
import preparedFiles from "virtual:prepared-files";
import { StudioError } from "../language/studio-error.ts";
import { joined } from "../tensor/join-arrays.ts";

const CACHE = "data-files";
/** No data file is larger; a stream that does not end must not fill the memory. */
const MOST_UNPACKED_BYTES = 256 * 2 ** 20;

/** The unpacked bytes of a prepared file. Throws a `StudioError` when it cannot be had, or on abort. */
export async function readDataFile(
  name: string,
  signal: AbortSignal,
  report: (fraction: number) => void,
): Promise<Uint8Array> {
  const file = preparedFiles[name];
  if (file === undefined) throw new Error(`No prepared file "${name}"`);
  const cache = await openCache();
  const kept = await cache?.match(file.url);
  if (cache !== null && kept !== undefined) {
    try {
      const unpacked = await unpack(new Uint8Array(await kept.arrayBuffer()), name);
      report(1);
      return unpacked;
    } catch (cause) {
      // Damaged on this disk: fetched anew.
      if (!(cause instanceof StudioError)) throw cause;
      await cache.delete(file.url);
    }
  }
  const packed = await fetched(file.url, file.bytes, name, signal, report);
  if (cache !== null) await keep(cache, file.url, packed);
  return unpack(packed, name);
}

/** Null where the browser has none (plain http) or refuses it (some private windows): the file is then fetched each time. */
async function openCache(): Promise<Cache | null> {
  if (typeof caches === "undefined") return null;
  try {
    return await caches.open(CACHE);
  } catch (cause) {
    if (cause instanceof DOMException) return null;
    throw cause;
  }
}

async function fetched(
  url: string,
  bytes: number,
  name: string,
  signal: AbortSignal,
  report: (fraction: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const response = await fetch(url, { signal });
    if (!response.ok || response.body === null) throw unreadable(name, `${response.status} ${response.statusText}`);
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    let received = 0;
    const reader = response.body.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      chunks.push(next.value);
      received += next.value.length;
      report(Math.min(1, received / bytes));
    }
    return joined<Uint8Array<ArrayBuffer>>(Uint8Array, chunks);
  } catch (cause) {
    if (signal.aborted || cause instanceof StudioError) throw cause;
    throw unreadable(name, String(cause));
  }
}

async function keep(cache: Cache, url: string, packed: Uint8Array<ArrayBuffer>): Promise<void> {
  try {
    await cache.put(url, new Response(packed));
    const current = new Set(Object.values(preparedFiles).map((file) => new URL(file.url, location.href).href));
    for (const request of await cache.keys()) if (!current.has(request.url)) await cache.delete(request);
  } catch (cause) {
    // A full disk only means that the file is fetched again next time.
    if (!(cause instanceof DOMException)) throw cause;
  }
}

/** Unpacks what begins like gzip (RFC 1952) and counts what comes out. */
async function unpack(packed: Uint8Array<ArrayBuffer>, name: string): Promise<Uint8Array> {
  if (packed[0] !== 0x1f || packed[1] !== 0x8b) return packed;
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  try {
    const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      chunks.push(next.value);
      size += next.value.length;
      if (size > MOST_UNPACKED_BYTES) {
        await reader.cancel();
        throw unreadable(name, `more than ${MOST_UNPACKED_BYTES / 2 ** 20} MB`);
      }
    }
  } catch (cause) {
    throw cause instanceof StudioError ? cause : unreadable(name, String(cause));
  }
  return joined<Uint8Array<ArrayBuffer>>(Uint8Array, chunks);
}

function unreadable(name: string, cause: string): StudioError {
  return new StudioError({
    code: "data-file",
    text: {
      en: `The data file "${name}" could not be read (${cause}). Check that the studio's server is running, then try again.`,
      zh: `无法读取数据文件“${name}”（${cause}）。请确认工作室的服务器正在运行，然后重试。`,
    },
    cause,
  });
}
