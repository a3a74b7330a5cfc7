/**
 * The user's data sets as the training thread sees them. The thread writes and reads the rows itself: a million of
 * them would be copied twice, and stall the page, if they went through it. The page lists, renames and removes.
 */
import { StudioError } from "../language/studio-error.ts";
import { type DataStore, type StoredDataRecord, storedDataRecordSchema } from "../project/stored-data.ts";
import { type ChunkRow, type DatasetRow, StudioDatabase } from "./database.ts";
import { dropDataset } from "./drop-dataset.ts";
import { pathStore } from "./path-store.ts";
import { newerDatabase, storageMissing, told } from "./storage-problem.ts";

/** Opens the database at the version of this studio; a newer one is refused with a sentence. */
export async function openDataStore(): Promise<DataStore> {
  if (typeof indexedDB === "undefined") throw new StudioError(storageMissing);
  const database = new StudioDatabase();
  // This thread must not hold up a newer version that another tab brings.
  database.on("versionchange", () => database.close({ disableAutoOpen: true }));
  await told(async () => {
    await database.open();
  });
  if (database.isNewer) {
    database.close({ disableAutoOpen: true });
    throw new StudioError(newerDatabase);
  }
  return {
    paths: pathStore(database),
    begin: (id) =>
      told(async () => {
        await database.datasets.add({ id, createdAt: Date.now(), removedAt: null, record: null });
      }),
    write: (id, index, chunk) =>
      told(async () => {
        await database.chunks.add({ ...chunk, datasetId: id, index });
      }),
    finish: (record, dictionaries) =>
      told(() => {
        // What is written can be read.
        storedDataRecordSchema.parse(record);
        const { id, createdAt } = record;
        return database.transaction("rw", database.datasets, database.dictionaries, async () => {
          await database.dictionaries.put({ datasetId: id, dictionaries });
          await database.datasets.put({ id, createdAt, removedAt: null, record });
        });
      }),
    drop: (id) => told(() => dropDataset(database, id)),
    has: (id) => told(async () => (await whole(database, id)) !== null),
    read: (id) =>
      told(async () => {
        const row = await whole(database, id);
        if (row === null) return null;
        const record: StoredDataRecord = storedDataRecordSchema.parse(row.record);
        const dictionaries = (await database.dictionaries.get(id))?.dictionaries ?? [];
        return { record, dictionaries, chunks: () => chunksOf(database, id) };
      }),
  };
}

async function* chunksOf(database: StudioDatabase, id: string): AsyncGenerator<ChunkRow> {
  for (let index = 0; ; index++) {
    const chunk = await told(() => database.chunks.get([id, index]));
    if (chunk === undefined) return;
    yield chunk;
  }
}

/** Null when it is still being written, or removed. */
async function whole(database: StudioDatabase, id: string): Promise<DatasetRow | null> {
  const row = await database.datasets.get(id);
  return row === undefined || row.record === null || row.removedAt !== null ? null : row;
}
