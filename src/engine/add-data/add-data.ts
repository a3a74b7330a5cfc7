/**
 * Adds a file of the user's to the database: finds its reader, decides what the columns hold, stores the rows in
 * chunks as they come. Nothing is there until all is there: whatever goes wrong leaves the database as it was.
 */
import type { Batch, OpenedData, ReadContext } from "../../catalog/readers/reader.ts";
import { OpenAgain } from "../../catalog/readers/reader.ts";
import { inputFile } from "../../catalog/readers/input-files.ts";
import { StudioError } from "../../language/studio-error.ts";
import type { AddProgress, AddRequest, DataStore, StoredDataRecord } from "../../project/stored-data.ts";
import { type ChosenReader, type ReadingConfig, chooseReader } from "./choose-reader.ts";
import { ChunkWriter } from "./chunk-writer.ts";
import { type ColumnReading, readingOf } from "./guess-types.ts";
import { kindOf, suggestRoles } from "./suggest-roles.ts";
import { Warnings } from "./warnings.ts";

export interface AddAccess {
  readonly store: DataStore;
  readonly signal: AbortSignal;
  readonly report: (progress: AddProgress) => void;
}

/** So many rows tell whether a column is what it was taken for. */
const ENOUGH_ROWS = 10_000;
/** A column whose cells turned out not to be what they were taken for, or a text in another encoding: a few at most. */
const MOST_ATTEMPTS = 8;

/** Resolves with the record of what now stands in the database. Throws a `StudioError`, also when `signal` aborts. */
export async function addData(request: AddRequest, access: AddAccess): Promise<StoredDataRecord> {
  const { id } = request;
  const { store, signal } = access;
  const warnings = new Warnings();
  let isBegun = false;
  try {
    const files = await Promise.all(request.files.map(({ path, blob }) => inputFile(path, blob)));
    let chosen = await chooseReader(files, request.options);
    let readings: ReadonlyMap<string, ColumnReading> = new Map();
    await store.begin(id);
    isBegun = true;
    for (let attempt = 1; ; attempt++) {
      warnings.clear();
      try {
        return await readOnce(request, chosen, readings, warnings, access);
      } catch (thrown) {
        if (attempt === MOST_ATTEMPTS || signal.aborted) throw thrown;
        if (thrown instanceof OpenAgain) chosen = { ...chosen, config: { ...chosen.config, ...thrown.options } };
        else if (thrown instanceof Misread) readings = new Map([...readings, ...thrown.readings]);
        else throw thrown;
        await store.drop(id);
        await store.begin(id);
      }
    }
  } catch (thrown) {
    if (isBegun) await store.drop(id);
    throw signal.aborted ? cancelled() : thrown;
  }
}

/** These columns are to be read as words. */
class Misread extends Error {
  readonly readings: ReadonlyMap<string, ColumnReading>;

  constructor(names: readonly string[]) {
    super("columns are not what they seemed");
    this.readings = new Map(names.map((name) => [name, { type: "words", as: null }]));
  }
}

async function readOnce(
  request: AddRequest,
  chosen: ChosenReader,
  readings: ReadonlyMap<string, ColumnReading>,
  warnings: Warnings,
  { store, signal, report }: AddAccess,
): Promise<StoredDataRecord> {
  const totalBytes = chosen.files.reduce((sum, file) => sum + file.size, 0);
  let bytes = 0;
  let writer: ChunkWriter | null = null;
  const tell = (): void => report({ bytes: Math.min(bytes, totalBytes), totalBytes, rows: writer?.rows ?? 0 });
  const context: ReadContext = {
    signal,
    progress: (read) => {
      bytes = read;
      signal.throwIfAborted();
      tell();
    },
    warn: warnings.add,
  };
  const opened = await chosen.open(chosen.config, context);
  if (opened.columns.length === 0) throw noRows(chosen.files[0]?.path ?? request.title);
  try {
    for await (const group of sampled(opened.batches())) {
      writer ??= new ChunkWriter(request.id, opened, readingsOf(opened, group, readings), store);
      for (const batch of group) {
        signal.throwIfAborted();
        await writer.add(batch);
      }
      const { misread, rows } = writer;
      if (misread.length > 0 && rows >= ENOUGH_ROWS) throw new Misread(misread);
      tell();
    }
    if (writer !== null && writer.misread.length > 0) throw new Misread(writer.misread);
  } finally {
    await writer?.settle();
  }
  if (writer === null || writer.rows === 0) throw noRows(chosen.files[0]?.path ?? request.title);
  const { columns, dictionaries, fingerprint, bytes: stored } = await writer.finish(warnings);
  const testFrom = opened.testFrom?.();
  const record: StoredDataRecord = {
    id: request.id,
    title: request.title,
    kind: opened.kind === "table" ? kindOf(columns) : opened.kind,
    rows: writer.rows,
    columns: suggestRoles(columns, opened.target),
    ...(testFrom === undefined ? {} : { testFrom }),
    warnings: warnings.list(),
    reading: { reader: chosen.id, options: { ...opened.options } },
    fingerprint,
    bytes: stored,
    fileName: request.files.length === 1 ? request.files[0]!.path : request.title,
    createdAt: Date.now(),
  };
  signal.throwIfAborted();
  await store.finish(record, dictionaries);
  return record;
}

/** Batches one by one, but the first ones together until they are enough to see what the columns hold. */
async function* sampled(batches: AsyncIterable<Batch>): AsyncGenerator<readonly Batch[]> {
  let group: Batch[] = [];
  let rows = 0;
  for await (const batch of batches) {
    group.push(batch);
    rows += batch.type === "rows" ? batch.rows.length : batch.rows;
    // Pictures tell what they are, and are too large to be put aside.
    const isTold = batch.type === "columns" && batch.columns.some(({ type }) => type === "image");
    if (rows < SAMPLE_ROWS && !isTold) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

/** How each column is read: as the user says, as an earlier attempt found out, or as its first cells look. */
function readingsOf(
  opened: OpenedData<ReadingConfig>,
  first: readonly Batch[],
  known: ReadonlyMap<string, ColumnReading>,
): readonly (ColumnReading | null)[] {
  const { types = [], decimal } = opened.options;
  return opened.columns.map(({ name, shape, type }, index) => {
    if (shape !== undefined) return null;
    const chosen = types.findLast(({ column }) => column === name)?.type ?? type;
    const found = known.get(name);
    if (found !== undefined && (chosen === undefined || chosen === "number" || chosen === "time")) return found;
    return readingOf(
      name,
      first.flatMap((batch) => cellsOf(batch, index)),
      decimal ?? ".",
      chosen,
    );
  });
}

const SAMPLE_ROWS = 2000;

function cellsOf(batch: Batch, index: number) {
  if (batch.type === "rows") return batch.rows.slice(0, SAMPLE_ROWS).map((row) => row[index]);
  const column = batch.columns[index]!;
  switch (column.type) {
    case "number":
      return [...column.values.subarray(0, SAMPLE_ROWS)];
    case "cells":
      return column.cells.slice(0, SAMPLE_ROWS);
    case "image":
      throw new Error("pictures are no cells");
  }
}

function noRows(path: string): StudioError {
  return new StudioError({
    code: "empty-file",
    text: {
      en: `"${path}" holds no rows of data. Check that it is the file you meant.`,
      zh: `“${path}”中没有数据行。请确认是否选对了文件。`,
    },
  });
}

export function cancelled(): StudioError {
  return new StudioError({
    code: "add-cancelled",
    text: { en: "Adding this data was cancelled; nothing was kept.", zh: "已取消添加数据，没有保留任何内容。" },
  });
}
