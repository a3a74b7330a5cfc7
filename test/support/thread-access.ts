/** What the training thread reaches outside itself, under Node: the real files, and whatever `indexedDB` stands there. */
import { openDataStore } from "../../src/storage/data-store.ts";
import { askLayersModel } from "../../src/tensor/layers-model.ts";
import type { ThreadAccess } from "../../src/worker/serve-commands.ts";
import { readDataFile } from "./data-access.ts";
import { openScratch } from "./scratch-file.ts";

export function threadAccess(changes: Partial<ThreadAccess> = {}): ThreadAccess {
  const readers = { askLayersModel };
  return { readFile: (name) => readDataFile(name), openDataStore, openScratch, backendMeans: {}, readers, ...changes };
}
