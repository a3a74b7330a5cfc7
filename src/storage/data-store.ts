/**
 * The user's data sets as the training thread sees them. The thread writes and reads the rows itself: a million of
 * them would be copied twice, and stall the page, if they went through it. The page lists, renames and removes.
 */
import { StudioError } from "../language/studio-error.ts";
import type { DataStore } from "../project/stored-data.ts";
import { StudioDatabase } from "./database.ts";
import { datasetRows } from "./dataset-rows.ts";
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
  return { ...datasetRows(database), paths: pathStore(database) };
}
