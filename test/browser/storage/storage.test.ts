/** The database in a real browser: what fake-indexeddb cannot tell. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Problem } from "../../../src/language/studio-error.ts";
import { DATABASE_NAME } from "../../../src/storage/database.ts";
import { type Storage, openStorage } from "../../../src/storage/storage.ts";
import { modelRecord, runRecord } from "../../unit/storage/records.ts";

const problems: Problem[] = [];
let storage: Storage;

const open = (): Promise<Storage> => openStorage((problem) => problems.push(problem));

function requested<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("no reason given")));
  });
}

/** Hears of every row that is put into a table, until the returned function is called. */
function onPut(table: string, hear: (transaction: IDBTransaction, request: IDBRequest) => void): () => void {
  const { put } = Object.getOwnPropertyDescriptors(IDBObjectStore.prototype);
  const original: unknown = put.value;
  if (typeof original !== "function") throw new Error("IDBObjectStore has no put");
  Object.defineProperty(IDBObjectStore.prototype, "put", {
    ...put,
    value(this: IDBObjectStore, ...args: unknown[]): unknown {
      const request: unknown = Reflect.apply(original, this, args);
      if (!(request instanceof IDBRequest)) throw new Error("put answered no request");
      if (this.name === table) hear(this.transaction, request);
      return request;
    },
  });
  return () => Object.defineProperty(IDBObjectStore.prototype, "put", put);
}

beforeEach(async () => {
  await requested(indexedDB.deleteDatabase(DATABASE_NAME));
  problems.length = 0;
  storage = await open();
});

afterEach(async () => {
  storage.close();
  await requested(indexedDB.deleteDatabase(DATABASE_NAME));
});

test("a model of four million weights comes back bit for bit, NaN and all", async () => {
  const values = new Float32Array(4_000_000);
  for (let start = 0; start < values.length; start += 16_384) {
    crypto.getRandomValues(new Uint32Array(values.buffer, 4 * start, Math.min(16_384, values.length - start)));
  }
  const bits = new Uint32Array(values.slice().buffer);
  const run = runRecord("run-a");
  const tensors = [{ name: "parameter/dense-1/kernel", shape: [2_000, 2_000], values }];
  await storage.fileModel(run, modelRecord("model-a", run), { step: 7, tensors });
  storage.close();
  storage = await open();
  const { models, runs } = await storage.loadLibrary();
  expect([models.length, runs]).toEqual([1, [run]]);
  const checkpoint = await storage.readCheckpoint("model-a");
  const back = checkpoint.tensors[0]?.values ?? new Float32Array();
  expect(back.length).toBe(bits.length);
  expect(new Uint32Array(back.buffer).every((word, index) => word === bits[index])).toBe(true);
});

test("a transaction that the browser aborts half-way leaves nothing of itself", async () => {
  const run = runRecord("run-a", { status: "running" });
  await storage.saveRun(run);
  const stop = onPut("checkpoints", (transaction) => transaction.abort());
  const finished = runRecord("run-a", { modelId: "model-a" });
  const filed = storage.fileModel(finished, modelRecord("model-a", finished), { step: 1, tensors: [] });
  await expect(filed).rejects.toMatchObject({ name: "StudioError", code: "storage-failed" });
  stop();
  const { runs, models } = await storage.loadLibrary();
  expect(runs).toEqual([run]);
  expect(models).toEqual([]);
});

test("the last edit of a page that is left is in the database when its transaction is", async () => {
  storage.saveProjectOnLeaving({ name: "last" }, 3, 1);
  expect(await storage.loadProject()).toEqual({ project: { name: "last" }, savedAt: 3, revision: 1 });
});

test("a page can be left in the very moment in which a save is being committed", async () => {
  const left = new Promise<void>((resolve, reject) => {
    const stop = onPut("projects", (transaction, request) => {
      stop();
      request.addEventListener("success", () => {
        transaction.commit();
        try {
          storage.saveProjectOnLeaving({ name: "last" }, 4, 2);
          resolve();
        } catch (error) {
          reject(error);
        }
      });
    });
  });
  await Promise.all([storage.saveProject({ name: "first" }, 3, 0), left]);
  expect(await storage.loadProject()).toEqual({ project: { name: "last" }, savedAt: 4, revision: 2 });
});

test("a newer studio in another tab can upgrade at once, and this one stops writing", async () => {
  const newer = indexedDB.open(DATABASE_NAME, 990);
  const database = await requested(newer);
  expect(problems.map((problem) => problem.code)).toEqual(["storage-newer"]);
  await expect(storage.saveProject({}, 1, 0)).rejects.toMatchObject({ code: "storage-newer" });
  storage.saveProjectOnLeaving({ name: "old shape" }, 4, 2);
  database.close();
  await expect(open()).rejects.toMatchObject({ code: "storage-newer" });
});
