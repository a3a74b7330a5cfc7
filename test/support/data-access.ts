import type { DatasetAccess } from "../../src/catalog/datasets/dataset.ts";
import { openScratch } from "./scratch-file.ts";
import { preparedFileNames, readPreparedFile } from "../../src/serve/prepared-files.ts";

const read = new Map<string, Promise<Uint8Array>>();

/** The prepared data files, read once from the packages that they are made of. */
export async function readDataFile(name: string): Promise<Uint8Array> {
  const known = preparedFileNames.find((each) => each === name);
  if (known === undefined) throw new Error(`No prepared file "${name}"`);
  const bytes = read.get(known) ?? readPreparedFile(known);
  read.set(known, bytes);
  return bytes;
}

export function dataAccess(signal = new AbortController().signal): DatasetAccess {
  return {
    signal,
    readFile: readDataFile,
    readStored: () => Promise.resolve(null),
    openScratch,
    report: () => undefined,
  };
}
