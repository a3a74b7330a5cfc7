/** From the pieces that a data set is stored in to whole columns. */
import type { Column, StoredDataset } from "../../catalog/datasets/dataset.ts";
import { sizeOf } from "../../catalog/layers/layer.ts";
import type { Dictionaries, StoredChunk, StoredColumn, StoredData, StoredValues } from "../../project/stored-data.ts";

/** Throws when a chunk does not hold what the record says: the database is damaged. */
export function assembleDataset({ record, dictionaries, chunks }: StoredData): StoredDataset {
  const rows = chunks.reduce((sum, chunk) => sum + chunk.rows, 0);
  if (rows !== record.rows) throw new Error(`"${record.id}" has ${rows} rows stored, not ${record.rows}`);
  return {
    rows,
    columns: record.columns.map((column, index) => columnOf(column, index, rows, chunks, dictionaries)),
    ...(record.testFrom === undefined ? {} : { testFrom: record.testFrom }),
    target: record.columns.find(({ role }) => role === "target")?.name ?? record.columns.at(-1)?.name ?? "",
    ignored: record.columns.filter(({ role }) => role === "ignore").map(({ name }) => name),
  };
}

function columnOf(
  { name, type, shape }: StoredColumn,
  index: number,
  rows: number,
  chunks: readonly StoredChunk[],
  dictionaries: Dictionaries,
): Column {
  const dictionary = dictionaries[index] ?? [];
  switch (type) {
    case "number":
    case "time": {
      const values = new Float64Array(rows);
      eachPart(chunks, index, (part, at) => {
        if (part.type !== "number") throw damaged(name, part);
        values.set(part.values, at);
      });
      return { type, name, values };
    }
    case "category": {
      const codes = new Int32Array(rows);
      eachPart(chunks, index, (part, at) => {
        if (part.type !== "codes") throw damaged(name, part);
        codes.set(part.codes, at);
      });
      return { type, name, ...sorted(dictionary, codes) };
    }
    case "text": {
      const values: (string | null)[] = [];
      eachPart(chunks, index, (part) => {
        if (part.type === "text") for (const value of part.values) values.push(value);
        else if (part.type === "codes") for (const code of part.codes) values.push(dictionary[code] ?? null);
        else throw damaged(name, part);
      });
      return { type, name, values };
    }
    case "image": {
      if (shape === undefined) throw new Error(`"${name}" has no shape`);
      const size = sizeOf(shape);
      const pixels = new Uint8Array(rows * size);
      eachPart(chunks, index, (part, at) => {
        if (part.type !== "image") throw damaged(name, part);
        pixels.set(part.pixels, at * size);
      });
      return { type, name, pixels, shape, scale: 1 };
    }
  }
}

/** Categories were numbered as they came; readers of a table expect them in order, and numbers by their value. */
function sorted(
  dictionary: readonly string[],
  codes: Int32Array,
): { readonly categories: readonly string[]; readonly codes: Int32Array } {
  const inOrder = new Intl.Collator("en", { numeric: true });
  const order = dictionary.map((_, code) => code).toSorted((a, b) => inOrder.compare(dictionary[a]!, dictionary[b]!));
  const rankOf = new Int32Array(dictionary.length);
  order.forEach((code, rank) => (rankOf[code] = rank));
  return {
    categories: order.map((code) => dictionary[code]!),
    codes: codes.map((code) => (code < 0 ? -1 : rankOf[code]!)),
  };
}

function eachPart(
  chunks: readonly StoredChunk[],
  index: number,
  visit: (part: StoredValues, at: number) => void,
): void {
  let at = 0;
  for (const chunk of chunks) {
    visit(chunk.columns[index]!, at);
    at += chunk.rows;
  }
}

function damaged(name: string, part: StoredValues): Error {
  return new Error(`The column "${name}" is stored as ${part.type}`);
}
