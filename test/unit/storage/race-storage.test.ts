import { Dexie } from "dexie";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type RaceRecord, parseRaceSettings, summaryOfRace } from "../../../src/project/race.ts";
import { type Storage, openStorage } from "../../../src/storage/storage.ts";
import { runRecord } from "./records.ts";

let storage: Storage;

const fail = (problem: unknown) => {
  throw new Error(JSON.stringify(problem));
};

beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.stubGlobal("IDBKeyRange", IDBKeyRange);
});

afterEach(() => {
  storage.close();
  vi.unstubAllGlobals();
});

function raceRecord(id: string, createdAt: number): RaceRecord {
  const lanes = [{ optimizer: { id: "adam" } }, { optimizer: { id: "sgd" } }];
  const { settings } = parseRaceSettings({ project: { data: { id: "iris" } }, lanes, seeds: 1 });
  const point = { step: 5, epoch: 1, examples: 600, elapsedMs: 3.5, loss: 0.4, validation: { loss: 0.5 }, distance: 2 };
  return {
    id,
    name: "iris",
    createdAt,
    studioVersion: "0.1.0",
    settings: settings!,
    status: "finished",
    reason: { en: "All lanes are done.", zh: "所有赛道已完成。" },
    plan: null,
    lanes: [
      { id: "lane-1", plan: null, runs: [{ seed: 7, status: "finished", points: [point], test: { loss: 0.6 } }] },
      {
        id: "lane-2",
        plan: null,
        runs: [
          { seed: 7, status: "diverged", reason: { en: "no", zh: "否" }, points: [{ ...point, loss: Number.NaN }] },
        ],
      },
    ],
  };
}

test("races are listed without curves, the newest first, and read with them", async () => {
  storage = await openStorage(fail);
  const [older, newer] = [raceRecord("race-a", 1), raceRecord("race-b", 2)];
  await (await storage.races()).save(older);
  await (await storage.races()).save(newer);
  storage.close();
  storage = await openStorage(fail);
  const { races, removed, problems } = await (await storage.races()).load();
  expect(races).toEqual([summaryOfRace(newer), summaryOfRace(older)]);
  expect([removed, problems]).toEqual([[], []]);
  expect(await (await storage.races()).read("race-a")).toEqual(older);
});

test("a race is renamed, removed, brought back, and purged with its curves", async () => {
  storage = await openStorage(fail);
  await (await storage.races()).save(raceRecord("race-a", 1));
  await (await storage.races()).rename("race-a", "flowers");
  expect((await (await storage.races()).read("race-a")).name).toBe("flowers");
  await (await storage.races()).mark("race-a", 77);
  expect(await (await storage.races()).load()).toMatchObject({ races: [], removed: [{ id: "race-a", removedAt: 77 }] });
  await (await storage.races()).mark("race-a", null);
  expect((await (await storage.races()).load()).races).toHaveLength(1);
  await (await storage.races()).purge("race-a");
  await expect((await storage.races()).read("race-a")).rejects.toMatchObject({ code: "race-missing" });
  expect((await (await storage.races()).load()).removed).toEqual([]);
});

test("a race that could not be read again is refused, and what stood there stays", async () => {
  storage = await openStorage(fail);
  const record = raceRecord("race-a", 1);
  await (await storage.races()).save(record);
  // As a fault of ours would: the schema knows no such status.
  await expect((await storage.races()).save({ ...record, status: "odd" as "paused" })).rejects.toMatchObject({
    code: "record-invalid",
  });
  expect(await (await storage.races()).read("race-a")).toEqual(record);
});

test("a database of before there were races keeps what it holds, and takes them", async () => {
  const old = new Dexie("descent-studio", { indexedDB, IDBKeyRange });
  old.version(1).stores({ projects: "id", runs: "id, createdAt", models: "id, createdAt", checkpoints: "modelId" });
  old.version(2).stores({
    runCheckpoints: "runId",
    datasets: "id, createdAt",
    chunks: "[datasetId+index]",
    dictionaries: "datasetId",
  });
  const run = runRecord("run-a");
  await old.table("runs").put(run);
  old.close();

  storage = await openStorage(fail);
  expect((await storage.loadLibrary()).runs).toEqual([run]);
  await (await storage.races()).save(raceRecord("race-a", 1));
  expect((await (await storage.races()).load()).races).toHaveLength(1);
});
