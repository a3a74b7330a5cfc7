import { Dexie } from "dexie";
import type { StudioDatabase } from "./database.ts";

/** Record, dictionaries and rows of a data set, all or nothing. */
export function dropDataset(database: StudioDatabase, id: string): Promise<void> {
  return database.transaction("rw", database.datasets, database.chunks, database.dictionaries, async () => {
    await database.datasets.delete(id);
    await database.dictionaries.delete(id);
    await database.chunks.where("[datasetId+index]").between([id, Dexie.minKey], [id, Dexie.maxKey]).delete();
  });
}
