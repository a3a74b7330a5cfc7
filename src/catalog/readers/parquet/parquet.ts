import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetScan, parquetSchema } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { StudioError } from "../../../language/studio-error.ts";
import { columnNames } from "../column-names.ts";
import { cellOf } from "../json-cells.ts";
import { MOST_ROWS, checkColumns, unpackingGuard } from "../limits.ts";
import type { Batch, InputFile, OpenedData, ReadContext, TableOptions, TypedValues } from "../reader.ts";
import { refuse, refusalOf } from "../refuse.ts";

/** Rows asked for at once, of all columns: a row group may hold millions. */
const MOST_BATCH_VALUES = 4_000_000;

/** Format: https://parquet.apache.org/docs/file-format. Lists and structures within cells are kept as JSON text. */
export async function openParquet(
  file: InputFile,
  config: TableOptions,
  context: ReadContext,
): Promise<OpenedData<TableOptions>> {
  const blob = await file.blob();
  if (blob.size < 12)
    refuse("empty-file", `"${file.path}" is too short to be Parquet.`, `“${file.path}”过短，不是 Parquet 文件。`);
  const buffer: AsyncBuffer = { byteLength: blob.size, slice: (start, end) => blob.slice(start, end).arrayBuffer() };
  const metadata = await told(file.path, () => parquetMetadataAsync(buffer));
  const names = parquetSchema(metadata).children.map(({ element }) => element.name);
  checkColumns(names.length);
  checkRows(metadata, blob.size, file.path);
  return {
    kind: "table",
    columns: columnNames(names, context).map((name) => ({ name })),
    options: config,
    batches: () => batches(buffer, metadata, names, file, context),
  };
}

async function* batches(
  file: AsyncBuffer,
  metadata: FileMetaData,
  names: readonly string[],
  { path }: InputFile,
  context: ReadContext,
): AsyncGenerator<Batch> {
  const guarded = guardedCompressors(path, file.byteLength);
  const scan = await told(path, () => parquetScan({ file, metadata, compressors: guarded, geoparquet: false }));
  const rows = Number(metadata.num_rows);
  let start = 0;
  for (const group of metadata.row_groups) {
    const end = start + Number(group.num_rows);
    const step = Math.max(1, Math.floor(MOST_BATCH_VALUES / names.length));
    for (let rowStart = start; rowStart < end; rowStart += step) {
      const rowEnd = Math.min(end, rowStart + step);
      const columns: TypedValues[] = [];
      for (const column of names) {
        context.signal.throwIfAborted();
        columns.push(
          valuesOf(await told(path, () => scan.readColumn({ column, rowStart, rowEnd })), rowEnd - rowStart),
        );
      }
      context.progress((file.byteLength * rowEnd) / Math.max(1, rows));
      yield { type: "columns", rows: rowEnd - rowStart, columns };
    }
    start = end;
  }
}

function valuesOf(column: ArrayLike<unknown>, rows: number): TypedValues {
  if (column.length !== rows) throw new Error(`${column.length} values for ${rows} rows`);
  if (ArrayBuffer.isView(column)) {
    // A typed array, of numbers or of bigints.
    return { type: "number", values: Float64Array.from(column as ArrayLike<number | bigint>, Number) };
  }
  return {
    type: "cells",
    cells: Array.from(column, (value) => (value instanceof Uint8Array ? hex(value) : cellOf(value))),
  };
}

/** Bytes that are no text, such as identifiers. */
function hex(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, 64), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What a page says of its size is believed only within reason. */
function guardedCompressors(path: string, fileBytes: number): typeof compressors {
  const guard = unpackingGuard(path, () => fileBytes);
  return Object.fromEntries(
    Object.entries(compressors).map(([codec, unpack]) => [
      codec,
      (input: Uint8Array, length: number) => {
        guard(length);
        return unpack(input, length);
      },
    ]),
  );
}

function checkRows(metadata: FileMetaData, bytes: number, path: string): void {
  const rows = Number(metadata.num_rows);
  const grouped = metadata.row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
  if (rows !== grouped || rows < 0) throw broken(path, new Error(`${rows} rows announced, ${grouped} there`));
  // Run lengths pack well, but every group has pages.
  if (rows > MOST_ROWS || rows > bytes * 100_000) {
    refuse(
      "too-many-rows",
      `"${path}" announces ${rows.toLocaleString("en")} rows, and the studio holds up to ${MOST_ROWS.toLocaleString("en")}. Keep a part of them.`,
      `“${path}”声明了 ${rows.toLocaleString("en")} 行，最多可容纳 ${MOST_ROWS.toLocaleString("en")} 行。请减少行数。`,
    );
  }
}

/** Whatever the library stumbles over is a damaged file. */
async function told<Result>(path: string, work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof StudioError || cause instanceof DOMException) throw cause;
    throw broken(path, cause);
  }
}

function broken(path: string, cause: unknown): StudioError {
  const why = cause instanceof Error ? cause.message : "";
  return refusalOf(
    "broken-parquet",
    `"${path}" is no Parquet file that can be read, or is damaged (${why}). Write it again, or save it as CSV.`,
    `“${path}”不是可读取的 Parquet 文件，或已损坏（${why}）。请重新写出，或另存为 CSV。`,
    cause,
  );
}
