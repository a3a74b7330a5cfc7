/** The rows of the user's data sets in an open database. */
import { type DataStore, type StoredDataRecord, storedDataRecordSchema } from "../project/stored-data.ts";
import type { ChunkRow, DatasetRow, StudioDatabase } from "./database.ts";
import { dropDataset } from "./drop-dataset.ts";
import { told } from "./storage-problem.ts";

export type DatasetRows = Omit<DataStore, "paths">;

export function datasetRows(database: StudioDatabase): DatasetRows {
  return {
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
