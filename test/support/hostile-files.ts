/**
 * Files that are broken, lie about themselves, or ask for more than they are worth: made here, since most are small to
 * describe and large to keep. Each is to be refused with a sentence, or read with what is wrong with it told.
 */
import { fixtureBytes } from "./fixture-bytes.ts";
import { hostileArrays } from "./hostile-arrays.ts";
import type { HostileCase } from "./hostile-case.ts";
import { hostilePackages, hostileWorkbooks } from "./hostile-packages.ts";
import { hostileJson, hostileTables } from "./hostile-texts.ts";

const wellFormed = [
  "table.csv",
  "table-semicolon.csv",
  "table-utf16.tsv",
  "table-gbk.csv",
  "table.csv.gz",
  "table.zip",
  "table.json",
  "table-columns.json",
  "table-split.json",
  "table.jsonl",
  "table.parquet",
  "table-gzip.parquet",
  "table-zstd.parquet",
  "table.xlsx",
  "float64.npy",
  "texts.npy",
  "fortran.npy",
  "pictures.npz",
  "t10k-images-idx3-ubyte.gz",
] as const;

export function hostileCases(): HostileCase[] {
  return [
    ...wellFormed.flatMap(damaged),
    ...hostileTables(),
    ...hostileJson(),
    ...hostilePackages(),
    ...hostileArrays(),
    ...hostileWorkbooks(),
    ...misnamed(),
  ];
}

/** Cut off at several places, and with bytes changed here and there. */
function damaged(name: string): HostileCase[] {
  const whole = fixtureBytes(name);
  const cut = [0.02, 0.3, 0.6, 0.9, 0.99].map((share): HostileCase => ({
    name: `${name} cut off after ${100 * share}%`,
    files: { [name]: whole.slice(0, Math.floor(share * whole.length)) },
  }));
  const changed = [1, 2, 3].map((seed): HostileCase => {
    const bytes = whole.slice();
    let state = seed * 7919;
    for (let count = 0; count < 12; count++) {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      bytes[state % bytes.length] = (state >> 8) & 255;
    }
    return { name: `${name} with bytes changed (${seed})`, files: { [name]: bytes } };
  });
  return [...cut, ...changed];
}

/** The content of one kind under the name of another. */
function misnamed(): HostileCase[] {
  const endings = ["csv", "json", "jsonl", "parquet", "npy", "npz", "xlsx", "zip", "txt", "png"];
  const contents = ["table.csv", "table.parquet", "pictures.npz"] as const;
  return contents.flatMap((content) =>
    endings
      .filter((ending) => !content.endsWith(ending))
      .map((ending): HostileCase => ({
        name: `${content} under the name table.${ending}`,
        files: { [`table.${ending}`]: fixtureBytes(content) },
      })),
  );
}
