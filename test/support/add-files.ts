/** Adds files to a database as the training thread does, and reads back what stands there. */
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { vi } from "vitest";
import type { Column, StoredDataset } from "../../src/catalog/datasets/dataset.ts";
import { addData } from "../../src/engine/add-data/add-data.ts";
import { assembleDataset } from "../../src/engine/data/assemble-dataset.ts";
import type { AddOptions, AddProgress, DataStore, StoredDataRecord } from "../../src/project/stored-data.ts";
import { openDataStore } from "../../src/storage/data-store.ts";

export interface Added {
  readonly record: StoredDataRecord;
  readonly dataset: StoredDataset;
  /** English. */
  readonly warnings: readonly string[];
}

/** Content by path. */
export type Files = Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>;

/** A fresh database for the test; `vi.unstubAllGlobals` takes it away. */
export async function freshStore(): Promise<DataStore> {
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.stubGlobal("IDBKeyRange", IDBKeyRange);
  return openDataStore();
}

export async function addFiles(
  files: Files,
  options: AddOptions = {},
  given: {
    readonly store?: DataStore;
    readonly signal?: AbortSignal;
    readonly report?: (progress: AddProgress) => void;
  } = {},
): Promise<Added> {
  const store = given.store ?? (await freshStore());
  const request = {
    id: "data-test",
    title: "test",
    files: Object.entries(files).map(([path, content]) => ({ path, blob: new Blob([content]) })),
    options,
  };
  const signal = given.signal ?? new AbortController().signal;
  const record = await addData(request, { store, signal, report: given.report ?? (() => undefined) });
  const stored = await store.read(record.id);
  if (stored === null) throw new Error("was not stored");
  return { record, dataset: await assembleDataset(stored), warnings: record.warnings.map(({ en }) => en) };
}

/** A column's values as a reader would see them: null where missing, times in ISO 8601. */
export function valuesOf({ dataset }: Pick<Added, "dataset">, name: string): readonly unknown[] {
  const column = dataset.columns.find((each) => each.name === name);
  if (column === undefined) throw new Error(`no column "${name}"`);
  return cellsOf(column);
}

function cellsOf(column: Column): readonly unknown[] {
  switch (column.type) {
    case "number":
      return Array.from(column.values, (value) => (Number.isNaN(value) ? null : value));
    case "time":
      return Array.from(column.values, (value) => (Number.isNaN(value) ? null : new Date(value).toISOString()));
    case "category":
      return Array.from(column.codes, (code) => column.categories[code] ?? null);
    case "text":
      return column.values;
    case "image":
      return [...column.pixels];
  }
}
