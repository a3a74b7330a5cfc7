/** What a thread keeps in the database: the ways of runs, and the user's data sets, of which the last is asked for again. */
import type { StoredDataset } from "../catalog/datasets/dataset.ts";
import { assembleDataset } from "../engine/data/assemble-dataset.ts";
import type { DataStore } from "../project/stored-data.ts";
import type { PathStore } from "../project/weight-path.ts";

export interface ThreadStore {
  /** The database; opened when first asked for. */
  readonly store: () => Promise<DataStore>;
  readonly paths: PathStore;
  readonly read: (id: string) => Promise<StoredDataset | null>;
}

export function threadStore(openDataStore: () => Promise<DataStore>): ThreadStore {
  let opening: Promise<DataStore> | undefined;
  const store = (): Promise<DataStore> => (opening ??= openDataStore());
  let last: { readonly id: string; readonly dataset: StoredDataset } | null = null;
  return {
    store,
    paths: {
      keep: async (...given) => (await store()).paths.keep(...given),
      read: async (id) => (await store()).paths.read(id),
    },
    read: async (id) => {
      // Rows are written once and never change, so what was read stays right until the data set is removed.
      const opened = await store();
      if (last?.id === id && (await opened.has(id))) return last.dataset;
      const stored = await opened.read(id);
      if (stored === null) return null;
      last = { id, dataset: await assembleDataset(stored) };
      return last.dataset;
    },
  };
}
