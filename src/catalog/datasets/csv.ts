/** A small, trusted CSV file into columns: a column of numbers is numeric, anything else categorical. */
import Papa from "papaparse";
import type { Column, Dataset } from "./dataset.ts";

/** What people write where nothing was measured. */
const MISSING = new Set(["", ".", "?", "na", "n/a", "nan", "null"]);

/** UTF-8 bytes with a header row; fields as in RFC 4180. */
export function readCsv(bytes: Uint8Array): Dataset {
  const { data } = Papa.parse<string[]>(new TextDecoder().decode(bytes), { skipEmptyLines: true });
  const [header = [], ...rows] = data;
  return {
    rows: rows.length,
    columns: header.map((name, index) =>
      columnOf(
        name,
        rows.map((row) => row[index] ?? ""),
      ),
    ),
  };
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
