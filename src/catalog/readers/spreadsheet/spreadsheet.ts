import { zipSync } from "fflate";
import { InvalidInputError, InvalidSpreadsheetError, SheetNotFoundError, readSheet } from "read-excel-file/universal";
import { columnNames } from "../column-names.ts";
import { headOf } from "../input-files.ts";
import { checkColumns } from "../limits.ts";
import type { Batch, Cell, InputFile, OpenedData, ReadContext, TypeChoice } from "../reader.ts";
import { refuse, refusalOf } from "../refuse.ts";
import { isZip, zipEntries } from "../zip.ts";

interface SpreadsheetOptions {
  readonly sheet: number;
  readonly header?: boolean;
  readonly types: TypeChoice[];
}

const BATCH_ROWS = 4096;
/** A sheet is parsed at once. */
const MOST_CELLS = 20_000_000;

/** Format: ECMA-376, Office Open XML. The values of formulas are those that the spreadsheet program has stored. */
export async function openSpreadsheet(
  file: InputFile,
  config: SpreadsheetOptions,
  context: ReadContext,
): Promise<OpenedData<SpreadsheetOptions>> {
  if (!isZip(await headOf(file, 4))) {
    refuse(
      "broken-spreadsheet",
      `"${file.path}" is no XLSX workbook: old Excel files (.xls) and protected ones are not read. Save it as XLSX or CSV.`,
      `“${file.path}”不是 XLSX 工作簿：不支持旧版 Excel 文件（.xls）和受密码保护的文件。请另存为 XLSX 或 CSV。`,
    );
  }
  const rows = await parse(await repacked(file, context), config.sheet, file.path);
  const first = rows.findIndex((row) => row.some((cell) => cell !== null));
  const table = first < 0 ? [] : rows.slice(first);
  const header = config.header ?? hasNames(table);
  const names = header ? (table[0] ?? []).map(nameOf) : (table[0] ?? []).map(() => "");
  checkColumns(names.length);
  const data = header ? table.slice(1) : table;
  return {
    kind: "table",
    columns: columnNames(names, context).map((name) => ({ name })),
    options: { ...config, header },
    batches: () => batches(data),
  };
}

// Async, as batches are; the sheet is all here.
async function* batches(rows: readonly (readonly Cell[])[]): AsyncGenerator<Batch> {
  for (let from = 0; from < rows.length; from += BATCH_ROWS) {
    yield {
      type: "rows",
      rows: rows.slice(from, from + BATCH_ROWS).filter((row) => row.some((cell) => cell !== null)),
    };
  }
}

/**
 * The workbook's parts, unpacked under guard and put together again without packing: the library would believe what
 * the zip file says of its sizes, and unpack large ones in a worker made of a blob, which our content policy forbids.
 */
async function repacked(file: InputFile, context: ReadContext): Promise<ArrayBuffer> {
  const parts: Record<string, Uint8Array> = {};
  for await (const { path, bytes, packedBytes } of zipEntries(file, (name) => /\.(?:xml|rels)$/.test(name))) {
    context.progress(packedBytes);
    if (/worksheets\/[^/]+\.xml$/.test(path)) checkExtent(bytes, file.path);
    parts[path] = bytes;
  }
  if (parts["xl/workbook.xml"] === undefined) {
    refuse(
      "broken-spreadsheet",
      `"${file.path}" is a zip file without a workbook in it. Save it as XLSX or CSV.`,
      `“${file.path}”是不含工作簿的 zip 文件。请另存为 XLSX 或 CSV。`,
    );
  }
  return zipSync(parts, { level: 0 }).slice().buffer;
}

/** A cell in the farthest corner of an empty sheet would make a table of 17 billion cells. */
function checkExtent(bytes: Uint8Array, path: string): void {
  const text = new TextDecoder().decode(bytes);
  let rows = 0;
  let columns = 0;
  for (const [, letters = "", digits = "0"] of text.matchAll(/\br="([A-Z]{1,3})(\d{1,7})"/g)) {
    rows = Math.max(rows, Number(digits));
    let column = 0;
    for (const letter of letters) column = 26 * column + letter.charCodeAt(0) - 64;
    columns = Math.max(columns, column);
  }
  if (rows * columns <= MOST_CELLS) return;
  refuse(
    "too-many-rows",
    `A sheet of "${path}" reaches to row ${rows.toLocaleString("en")} and column ${columns.toLocaleString("en")}, more than the ${MOST_CELLS / 1e6} million cells that are read of a workbook. Delete the empty rows and columns, or save it as CSV.`,
    `“${path}”的一个工作表延伸到第 ${rows.toLocaleString("en")} 行、第 ${columns.toLocaleString("en")} 列，超出工作簿 ${MOST_CELLS / 1e4} 万个单元格的读取上限。请删除多余的空行和空列，或另存为 CSV。`,
  );
}

async function parse(workbook: ArrayBuffer, sheet: number, path: string): Promise<Cell[][]> {
  try {
    // Values have their own types: the library's declaration of dates is that of the class.
    const rows = (await readSheet(workbook, sheet)) as Cell[][];
    return rows.map((row) => row.map((cell) => (cell instanceof Date ? rounded(cell) : cell)));
  } catch (cause) {
    if (cause instanceof SheetNotFoundError) {
      throw refusalOf(
        "sheet-missing",
        `options.sheet: "${path}" has no sheet number ${sheet}.`,
        `options.sheet：“${path}”中没有第 ${sheet} 个工作表。`,
        cause,
      );
    }
    const isKnown = cause instanceof InvalidInputError || cause instanceof InvalidSpreadsheetError;
    if (!isKnown && !(cause instanceof Error)) throw cause;
    throw refusalOf(
      "broken-spreadsheet",
      `"${path}" is a damaged workbook (${cause.message}). Open it in a spreadsheet program and save it again, or save it as CSV.`,
      `“${path}”是已损坏的工作簿（${cause.message}）。请用电子表格软件打开并重新保存，或另存为 CSV。`,
      cause,
    );
  }
}

/** Workbooks count time in fractions of a day, which are a little less than the second that they mean. */
function rounded(time: Date): Date {
  return new Date(Math.round(time.getTime() / 10) * 10);
}

/** Words only, and below them something that is none. */
function hasNames(rows: readonly (readonly Cell[])[]): boolean {
  const [first = [], ...others] = rows;
  const isWord = (cell: Cell): boolean => typeof cell === "string";
  if (!first.every((cell) => cell === null || isWord(cell))) return false;
  return (
    others.length === 0 || others.some((row) => row.some((cell) => cell !== null && !isWord(cell))) || isDistinct(first)
  );
}

function isDistinct(cells: readonly Cell[]): boolean {
  return new Set(cells).size === cells.length;
}

function nameOf(cell: Cell): string {
  if (cell === null || cell === undefined) return "";
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell);
}
