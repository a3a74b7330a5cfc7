import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { assembleDataset } from "../../../src/engine/data/assemble-dataset.ts";
import type { DataStore, StoredChunk, StoredDataRecord } from "../../../src/project/stored-data.ts";
import { openDataStore } from "../../../src/storage/data-store.ts";
import { type Storage, openStorage } from "../../../src/storage/storage.ts";
import { checkpoint, modelRecord, runRecord } from "./records.ts";

let store: DataStore;

beforeEach(async () => {
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.stubGlobal("IDBKeyRange", IDBKeyRange);
  store = await openDataStore();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const record: StoredDataRecord = {
  id: "data-fruit-1",
  title: "fruit",
  kind: "table",
  rows: 5,
  columns: [
    { name: "weight", type: "number", missing: 1, role: "feature" },
    { name: "note", type: "text", missing: 1, role: "ignore" },
    { name: "picked", type: "time", missing: 0, role: "ignore" },
    { name: "kind", type: "category", missing: 1, role: "target" },
  ],
  warnings: [],
  reading: { reader: "csv", options: {} },
  fingerprint: "f",
  bytes: 1,
  fileName: "fruit.csv",
  createdAt: 1,
};
const first: StoredChunk = {
  rows: 3,
  columns: [
    { type: "number", values: Float64Array.of(1, NaN, 3) },
    { type: "codes", codes: Int32Array.of(1, 0, -1) },
    { type: "number", values: Float64Array.of(0, 1, 2) },
    { type: "codes", codes: Int32Array.of(0, 1, 1) },
  ],
};
const second: StoredChunk = {
  rows: 2,
  columns: [
    { type: "number", values: Float64Array.of(4, 5) },
    { type: "text", values: ["late", "sweet"] },
    { type: "number", values: Float64Array.of(3, 4) },
    { type: "codes", codes: Int32Array.of(2, -1) },
  ],
};
const dictionaries = [null, ["early", "sour"], null, ["type 10", "type 9", "Apple"]];

async function add(id: string): Promise<void> {
  await store.begin(id);
  await store.write(id, 0, first);
  await store.write(id, 1, second);
  await store.finish({ ...record, id }, dictionaries);
}

test("what was written in chunks comes back as whole columns, categories in order", async () => {
  await add(record.id);
  const stored = await store.read(record.id);
  expect(stored?.record).toEqual(record);
  expect(await assembleDataset(stored!)).toEqual({
    rows: 5,
    target: "kind",
    ignored: ["note", "picked"],
    columns: [
      { type: "number", name: "weight", values: Float64Array.of(1, NaN, 3, 4, 5) },
      { type: "text", name: "note", values: ["sour", "early", null, "late", "sweet"] },
      { type: "time", name: "picked", values: Float64Array.of(0, 1, 2, 3, 4) },
      {
        type: "category",
        name: "kind",
        categories: ["Apple", "type 9", "type 10"],
        codes: Int32Array.of(2, 1, 1, 0, -1),
      },
    ],
  });
});

test("one that is still being written, or was dropped, is not there; its neighbour is left alone", async () => {
  await add("data-a");
  await add("data-b");
  await store.begin("data-c");
  await store.write("data-c", 0, first);
  expect(await store.read("data-c")).toBeNull();
  await store.drop("data-a");
  expect(await store.read("data-a")).toBeNull();
  const kept: StoredChunk[] = [];
  for await (const chunk of (await store.read("data-b"))!.chunks()) kept.push(chunk);
  expect(kept).toHaveLength(2);
});

test("a database of the version before data sets opens with all that it held", async () => {
  vi.stubGlobal("indexedDB", new IDBFactory());
  const run = runRecord("run-a");
  await makeVersion1([
    ["projects", { id: "current", savedAt: 4, project: { data: { id: "iris" } }, revision: 3 }],
    ["runs", run],
    ["models", { id: "model-a", createdAt: 2, removedAt: null, record: modelRecord("model-a", run) }],
    ["checkpoints", { modelId: "model-a", step: 2, tensors: [] }],
  ]);
  store = await openDataStore();
  await add(record.id);
  const storage: Storage = await openStorage(() => undefined);
  const library = await storage.loadLibrary();
  expect(library).toMatchObject({ runs: [run], models: [{ id: "model-a" }], problems: [] });
  expect(await storage.loadProject()).toMatchObject({ revision: 3 });
  expect(await storage.readCheckpoint("model-a")).toEqual({ ...checkpoint(), tensors: [] });
  storage.close();
});

/** As the studio of that time made it; Dexie's version 1 is the browser's 10. */
async function makeVersion1(rows: readonly (readonly [string, unknown])[]): Promise<void> {
  const opening = indexedDB.open("descent-studio", 10);
  opening.addEventListener("upgradeneeded", () => {
    const database = opening.result;
    database.createObjectStore("projects", { keyPath: "id" });
    for (const name of ["runs", "models"]) {
      database.createObjectStore(name, { keyPath: "id" }).createIndex("createdAt", "createdAt");
    }
    database.createObjectStore("checkpoints", { keyPath: "modelId" });
  });
  await new Promise((resolve) => opening.addEventListener("success", resolve));
  const transaction = opening.result.transaction(["projects", "runs", "models", "checkpoints"], "readwrite");
  for (const [name, row] of rows) transaction.objectStore(name).put(row);
  await new Promise((resolve) => transaction.addEventListener("complete", resolve));
  opening.result.close();
}
