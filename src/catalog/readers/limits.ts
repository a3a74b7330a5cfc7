/** How much a file may ask for. Sizes that a file claims are never believed: what comes out of it is counted. */
import { refuse } from "./refuse.ts";

export const MOST_COLUMNS = 10_000;
/** Targets and the order of rows stand in memory, however large the rows are. */
export const MOST_ROWS = 20_000_000;
/** Of one data set, as it is stored. What is more than memory holds is read from the disk while training. */
export const MOST_STORED_BYTES = 16e9;
export const MOST_FILES = 200_000;
/** One quoted field, one JSON line, one text cell. */
export const LONGEST_RECORD = 4_000_000;

const MOST_UNPACKED_BYTES = 2 * 2 ** 30;
/** Tables and pictures of the real world pack to a fiftieth at best; a bomb packs to a thousandth. */
const MOST_UNPACKED_TIMES = 200;
/** So much may come out of anything. */
const FREE_BYTES = 8 * 2 ** 20;
/** Unpackers read ahead, some 130 kB: only what is more than this many times as much tells a bomb. */
export const TELLING_BYTES = 32 * 2 ** 20;

/** Counts what comes out of `packed` bytes and throws a `StudioError` when it is out of all proportion. */
export function unpackingGuard(path: string, packed: () => number): (bytes: number) => void {
  let unpacked = 0;
  return (bytes) => {
    unpacked += bytes;
    checkUnpacked(path, unpacked, packed());
  };
}

/**
 * Throws a `StudioError` when `unpacked` bytes are out of all proportion to `packed` ones. A size that a file claims is no
 * reason to read it, but reason enough to refuse it before anything is unpacked.
 */
export function checkUnpacked(path: string, unpacked: number, packed: number): void {
  if (unpacked <= FREE_BYTES) return;
  if (unpacked <= MOST_UNPACKED_BYTES && unpacked <= MOST_UNPACKED_TIMES * packed) return;
  refuse(
    "unpacks-too-large",
    `"${path}" unpacks to more than ${Math.floor(unpacked / 1e6)} MB from ${sizeShown(packed)}, which no real data does. Unpack it yourself and add what you need of it.`,
    `“${path}”解压后超过 ${Math.floor(unpacked / 1e6)} MB，而压缩数据只有 ${sizeShown(packed)}，不像真实数据。请自行解压后再添加所需部分。`,
  );
}

function sizeShown(bytes: number): string {
  return bytes >= 1e6 ? `${Math.round(bytes / 1e6)} MB` : `${Math.max(1, Math.round(bytes / 1e3))} kB`;
}

/** Throws a `StudioError` when a table is too wide. */
export function checkColumns(count: number): void {
  if (count <= MOST_COLUMNS) return;
  refuse(
    "too-many-columns",
    `Row 1 has ${count.toLocaleString("en")} columns; the studio reads up to ${MOST_COLUMNS.toLocaleString("en")}. Choose another delimiter, or keep only the columns that you need.`,
    `第 1 行有 ${count.toLocaleString("en")} 列，最多可读取 ${MOST_COLUMNS.toLocaleString("en")} 列。请更换分隔符，或只保留需要的列。`,
  );
}
