import { columnNames } from "../column-names.ts";
import { counted } from "../input-files.ts";
import { RecordColumns, cellOf, isFields } from "../json-cells.ts";
import { checkColumns } from "../limits.ts";
import type { Batch, Cell, InputFile, OpenedData, ReadContext, TableOptions } from "../reader.ts";
import { refuse, refusalOf } from "../refuse.ts";

const MOST_BYTES = 256 * 2 ** 20;
const BATCH_ROWS = 4096;

/** One JSON text (RFC 8259), which has to be parsed whole; large tables are better off as JSON lines. */
export async function openJson(
  file: InputFile,
  config: TableOptions,
  context: ReadContext,
): Promise<OpenedData<TableOptions>> {
  const value = parse(await wholeText(file, context), file.path);
  const { names, rows } = tableOf(value, file.path);
  checkColumns(names.length);
  return {
    kind: "table",
    columns: columnNames(names, context).map((name) => ({ name })),
    options: config,
    batches: () => batches(rows),
  };
}

interface Table {
  readonly names: readonly string[];
  readonly rows: { readonly length: number; at(index: number): readonly Cell[] };
}

// Async, as batches are; there is nothing left to wait for.
async function* batches(rows: Table["rows"]): AsyncGenerator<Batch> {
  for (let from = 0; from < rows.length; from += BATCH_ROWS) {
    const count = Math.min(BATCH_ROWS, rows.length - from);
    yield { type: "rows", rows: Array.from({ length: count }, (_, index) => rows.at(from + index)) };
  }
}

/** The text of a file that has to be parsed at once. Throws a `StudioError` when it is too long for that. */
async function wholeText(file: InputFile, context: ReadContext): Promise<string> {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let bytes = 0;
  for await (const piece of counted(file, context)) {
    bytes += piece.length;
    if (bytes > MOST_BYTES) {
      refuse(
        "json-too-large",
        `"${file.path}" is a single JSON text of more than ${MOST_BYTES / 2 ** 20} MB, which has to be read at once. Save it as JSON lines, CSV or Parquet.`,
        `“${file.path}”是超过 ${MOST_BYTES / 2 ** 20} MB 的单个 JSON 文本，必须一次读入。请另存为 JSON Lines、CSV 或 Parquet。`,
      );
    }
    parts.push(decoder.decode(piece, { stream: true }));
  }
  parts.push(decoder.decode());
  return parts.join("");
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const where = cause instanceof Error ? cause.message : "";
    throw refusalOf(
      "broken-json",
      `"${path}" is not valid JSON (${where}). If every line is a record of its own, call it .jsonl.`,
      `“${path}”不是有效的 JSON（${where}）。如果每行是一条独立记录，请使用 .jsonl 扩展名。`,
      cause,
    );
  }
}

function tableOf(value: unknown, path: string): Table {
  if (Array.isArray(value)) return ofList(value);
  if (isFields(value)) {
    const { columns, data } = value;
    if (Array.isArray(columns) && Array.isArray(data)) return { names: columns.map(String), rows: ofRows(data) };
    const entries = Object.entries(value);
    const lists = entries.filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]));
    const length = lists[0]?.[1].length ?? 0;
    if (lists.length > 1 && lists.length === entries.length && lists.every(([, list]) => list.length === length)) {
      return {
        names: lists.map(([name]) => name),
        rows: { length, at: (row) => lists.map(([, list]) => cellOf(list[row])) },
      };
    }
    // The records of an answer, beside a few words about it.
    const records = lists.toSorted(([, a], [, b]) => b.length - a.length)[0]?.[1];
    if (records !== undefined && records.length > 0) return ofList(records);
    if (entries.length > 0 && entries.every(([, inner]) => isFields(inner))) return ofIndexedColumns(entries);
  }
  return refuse(
    "no-records",
    `"${path}" holds no list of records. Write it as [{"column": value, …}, …].`,
    `“${path}”中没有记录列表。请写成 [{"列名": 值, …}, …] 的形式。`,
  );
}

function ofList(list: readonly unknown[]): Table {
  if (list.length > 0 && list.every(isList)) {
    const [first = [], ...others] = list;
    const hasNames = others.length > 0 && first.every((cell) => typeof cell === "string") && first.length > 0;
    const isNamed = hasNames && others.some((row) => row.some((cell) => typeof cell !== "string"));
    return { names: isNamed ? first.map(String) : first.map(() => ""), rows: ofRows(isNamed ? others : list) };
  }
  const columns = new RecordColumns();
  for (const record of list) columns.learn(record);
  return { names: columns.names, rows: { length: list.length, at: (row) => columns.row(list[row]) } };
}

function ofRows(rows: readonly unknown[]): Table["rows"] {
  return { length: rows.length, at: (row) => (Array.isArray(rows[row]) ? rows[row].map(cellOf) : [cellOf(rows[row])]) };
}

/** {"column": {"0": value, "1": value}}, as pandas writes a table unless told otherwise. */
function ofIndexedColumns(entries: readonly (readonly [string, unknown])[]): Table {
  // Objects, as the caller has seen.
  const columns = entries.map(([, cells]) => new Map(Object.entries(cells as object)));
  const index = [...new Set(columns.flatMap((cells) => [...cells.keys()]))];
  return {
    names: entries.map(([name]) => name),
    rows: { length: index.length, at: (row) => columns.map((cells) => cellOf(cells.get(index[row]!))) },
  };
}

/** Of what nobody knows; `Array.isArray` would say of anything. */
function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
