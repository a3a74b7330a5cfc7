/** A small, trusted CSV file into columns: a column of numbers is numeric, anything else categorical unless it is named. */
import Papa from "papaparse";
import type { Column, Dataset, DatasetAccess } from "./dataset.ts";

/** What people write where nothing was measured. */
const MISSING = new Set(["", ".", "?", "na", "n/a", "nan", "null"]);

/** Columns that are neither numbers nor categories, by name. */
interface OtherColumns {
  readonly texts?: readonly string[];
  /** Dates as ISO 8601 or "Jun 12 1998", taken as midnight UTC. */
  readonly times?: readonly string[];
}

/** Loads the table of this name among the prepared files. */
export function tableOf(name: string, others: OtherColumns = {}) {
  return async (_config: unknown, access: DatasetAccess): Promise<Dataset> =>
    readCsv(await access.readFile(name), others);
}

/** UTF-8 bytes with a header row; fields as in RFC 4180. */
export function readCsv(bytes: Uint8Array, { texts = [], times = [] }: OtherColumns = {}): Dataset {
  const { data } = Papa.parse<string[]>(new TextDecoder().decode(bytes), { skipEmptyLines: true });
  const [header = [], ...rows] = data;
  return {
    rows: rows.length,
    columns: header.map((name, index) => {
      const cells = rows.map((row) => row[index] ?? "");
      if (texts.includes(name)) return { type: "text", name, values: cells.map((cell) => (cell === "" ? null : cell)) };
      if (times.includes(name)) return { type: "time", name, values: Float64Array.from(cells, timeIn) };
      return columnOf(name, cells);
    }),
  };
}

/** Milliseconds since 1970; NaN for what is no date. */
function timeIn(cell: string): number {
  return Date.parse(/^\d{4}-\d\d-\d\d$/.test(cell) ? cell : `${cell} UTC`);
}

function columnOf(name: string, cells: readonly string[]): Column {
  const present = cells.map((cell) => (MISSING.has(cell.trim().toLowerCase()) ? null : cell.trim()));
  if (present.every((cell) => cell === null || Number.isFinite(Number(cell)))) {
    return { type: "number", name, values: Float64Array.from(present, (cell) => (cell === null ? NaN : Number(cell))) };
  }
  const categories = [...new Set(present.filter((cell) => cell !== null))].toSorted();
  const codeOf = new Map(categories.map((category, code) => [category, code]));
  return {
    type: "category",
    name,
    categories,
    codes: Int32Array.from(present, (cell) => (cell === null ? -1 : codeOf.get(cell)!)),
  };
}
