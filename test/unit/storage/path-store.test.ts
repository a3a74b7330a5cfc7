/** Paths of weights in the database: what stays of them, and which of them. */
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { PathStore } from "../../../src/project/weight-path.ts";
import { openDataStore } from "../../../src/storage/data-store.ts";
import { openStorage } from "../../../src/storage/storage.ts";
import { refusal } from "../../support/refusal.ts";

let paths: PathStore;

beforeEach(async () => {
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.stubGlobal("IDBKeyRange", IDBKeyRange);
  ({ paths } = await openDataStore());
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const point = (step: number, numbers = 2) => ({ step, values: new Float32Array(numbers).fill(step) });

test("a path is what was said to stay, by lane and in the order of the steps", async () => {
  await paths.keep("race-1", "adam", [point(4), point(2), point(0)], [0, 2, 4]);
  await paths.keep("race-1", "sgd", [point(1)], [1]);
  await paths.keep("race-1", "adam", [point(8)], [0, 4, 8]);
  await paths.keep("race-10", "adam", [point(7)], [7]);
  const kept = await paths.read("race-1");
  expect([...kept.keys()]).toEqual(["adam", "sgd"]);
  expect(kept.get("adam")).toEqual([point(0), point(4), point(8)]);
  expect(kept.get("sgd")).toEqual([point(1)]);
  expect(await paths.read("race-2")).toEqual(new Map());
});

test("the oldest paths make room for a new one", async () => {
  const numbers = 20 * 2 ** 20;
  for (const [at, id] of ["first", "second", "third", "fourth"].entries()) {
    vi.spyOn(Date, "now").mockReturnValue(at);
    await paths.keep(id, "", [point(1, numbers)], [1]);
  }
  // Of 80 MB each: three fit.
  expect((await paths.read("first")).size).toBe(0);
  for (const id of ["second", "third", "fourth"]) expect((await paths.read(id)).get("")).toHaveLength(1);
  vi.restoreAllMocks();
});

test("a path that is only thinned out counts with what stays of it", async () => {
  await paths.keep("first", "", [point(1, 20 * 2 ** 20)], [1]);
  await paths.keep("first", "", [], [1]);
  // 192 MB beside 80.
  await paths.keep("second", "", [point(1, 48 * 2 ** 20)], [1]);
  expect((await paths.read("first")).size).toBe(0);
});

test("a run that is removed takes its path along", async () => {
  await paths.keep("run-1", "", [point(1)], [1]);
  await paths.keep("run-2", "", [point(1)], [1]);
  const storage = await openStorage(() => undefined);
  await storage.removeRun("run-1");
  await (await storage.races()).purge("run-2");
  expect((await paths.read("run-1")).size + (await paths.read("run-2")).size).toBe(0);
});

test("a browser that is nearly full keeps no path", async () => {
  vi.stubGlobal("navigator", { storage: { estimate: async () => ({ quota: 1000, usage: 940 }) } });
  await paths.keep("small", "", [point(1, 1)], [1]);
  expect((await refusal(paths.keep("large", "", [point(1, 10)], [1]))).code).toBe("storage-full");
  expect((await paths.read("large")).size).toBe(0);
});
