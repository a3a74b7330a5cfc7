/**
 * From the pieces that a data set is stored in to columns: all of its rows, or a sample of them where they are more
 * than memory holds.
 */
import type { Column, StoredDataset } from "../../catalog/datasets/dataset.ts";
import type { StoredChunk, StoredData, StoredDataRecord } from "../../project/stored-data.ts";
import { RandomStream } from "../../tensor/random.ts";
import { STREAM_SAMPLE } from "../random-streams.ts";
import { type Coding, codingOf } from "./category-coding.ts";
import { fillColumn, roomFor } from "./fill-column.ts";

/** How much of a data set may stand in memory at once. */
export interface MemoryLimits {
  /** A data set of no more than this is held whole; the features stand there once more, at half the size. */
  readonly heldBytes: number;
  /** Of one that is larger, this much. */
  readonly sampleBytes: number;
}

export const memoryLimits: MemoryLimits = { heldBytes: 600e6, sampleBytes: 100e6 };

/** Throws when the chunks do not hold what the record says: the database is damaged. */
export async function assembleDataset(stored: StoredData, limits = memoryLimits): Promise<StoredDataset> {
  const { record } = stored;
  const codings = stored.dictionaries.map((words) => codingOf(words ?? []));
  const suggested = {
    target: record.columns.find(({ role }) => role === "target")?.name ?? record.columns.at(-1)?.name ?? "",
    ignored: record.columns.filter(({ role }) => role === "ignore").map(({ name }) => name),
  };
  const columns = (names: ReadonlySet<string> | null, rows: Int32Array | null) =>
    gathered(stored, codings, names, rows);
  const size = sizeInMemory(record);
  if (size <= limits.heldBytes) {
    const { rows, testFrom } = record;
    return {
      rows,
      columns: await columns(null, null),
      ...(testFrom === undefined ? {} : { testFrom }),
      ...suggested,
    };
  }
  const sampled = sampleRows(record.rows, Math.floor((record.rows * limits.sampleBytes) / size));
  const testFrom = record.testFrom === undefined ? -1 : sampled.findIndex((row) => row >= record.testFrom!);
  return {
    rows: sampled.length,
    columns: await columns(null, sampled),
    ...(testFrom < 0 ? {} : { testFrom }),
    ...suggested,
    sampleOf: {
      rows: record.rows,
      sampled,
      fingerprint: record.fingerprint,
      ...(record.testFrom === undefined ? {} : { testFrom: record.testFrom }),
      columns: (names) => columns(names, null),
      stretches: async function* () {
        for await (const { chunk } of chunksOf(stored)) {
          yield { rows: chunk.rows, columns: columnsOf(record, chunk, codings) };
        }
      },
    },
  };
}

/** Of numbers eight bytes each, whatever they are stored as. */
function sizeInMemory({ rows, columns, bytes }: StoredDataRecord): number {
  const plain = columns.filter(({ type }) => type !== "image" && type !== "text").length;
  return Math.max(bytes, 8 * rows * plain);
}

/** Ascending: one of each of `count` equal stretches, drawn by chance, so that no period of the rows is met. */
function sampleRows(rows: number, count: number): Int32Array {
  const wanted = Math.max(1, Math.min(rows, count));
  const random = new RandomStream(0, STREAM_SAMPLE);
  return Int32Array.from({ length: wanted }, (_, at) => {
    const from = Math.floor((rows * at) / wanted);
    const to = Math.floor((rows * (at + 1)) / wanted);
    return from + random.nextBelow(to - from);
  });
}

/** Columns by name (null: all), at `rows` (ascending; null: all). */
async function gathered(
  stored: StoredData,
  codings: readonly Coding[],
  names: ReadonlySet<string> | null,
  rows: Int32Array | null,
): Promise<readonly Column[]> {
  const { record } = stored;
  const rooms = record.columns.map((column, index) =>
    names === null || names.has(column.name)
      ? roomFor(column, rows?.length ?? record.rows, codings[index]!.categories)
      : null,
  );
  let at = 0;
  for await (const { chunk, from } of chunksOf(stored)) {
    const taken = rows === null ? null : localRows(rows, at, from, chunk.rows);
    rooms.forEach((room, index) => {
      if (room !== null) fillColumn(room, chunk.columns[index]!, { at, rows: taken, coding: codings[index]! });
    });
    at += taken?.length ?? chunk.rows;
  }
  return rooms.filter((room) => room !== null);
}

function columnsOf(record: StoredDataRecord, chunk: StoredChunk, codings: readonly Coding[]): readonly Column[] {
  return record.columns.map((column, index) => {
    const coding = codings[index]!;
    const room = roomFor(column, chunk.rows, coding.categories);
    fillColumn(room, chunk.columns[index]!, { at: 0, rows: null, coding });
    return room;
  });
}

/** Those of `rows`, from place `at` on, that lie in the chunk that begins at row `from`; counted from there. */
function localRows(rows: Int32Array, at: number, from: number, count: number): Int32Array {
  let end = at;
  while (end < rows.length && rows[end]! < from + count) end++;
  return rows.subarray(at, end).map((row) => row - from);
}

async function* chunksOf(stored: StoredData): AsyncGenerator<{ chunk: StoredChunk; from: number }> {
  let from = 0;
  for await (const chunk of stored.chunks()) {
    yield { chunk, from };
    from += chunk.rows;
  }
  const { id, rows } = stored.record;
  if (from !== rows) throw new Error(`"${id}" has ${from} rows stored, not ${rows}`);
}
