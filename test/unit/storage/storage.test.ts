import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Problem, StudioError } from "../../../src/language/studio-error.ts";
import { StudioDatabase } from "../../../src/storage/database.ts";
import { type Storage, openStorage } from "../../../src/storage/storage.ts";
import { failOperation } from "./fail-operation.ts";
import { checkpoint, modelRecord, runRecord } from "./records.ts";

const problems: Problem[] = [];
let storage: Storage;

async function open(): Promise<Storage> {
  return openStorage((problem) => problems.push(problem));
}

async function reopen(): Promise<void> {
  storage.close();
  storage = await open();
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof StudioError) return error.code;
    throw error;
  }
  return "none";
}

beforeEach(async () => {
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.stubGlobal("IDBKeyRange", IDBKeyRange);
  problems.length = 0;
  storage = await open();
});

afterEach(() => {
  storage.close();
  vi.unstubAllGlobals();
});

test("an empty database holds nothing", async () => {
  expect(await storage.load()).toEqual({
    project: null,
    projectSavedAt: null,
    runs: [],
    models: [],
    removed: [],
    problems: [],
  });
});

test("what was stored is there after reopening, the newest first", async () => {
  const older = runRecord("run-a");
  const newer = { ...runRecord("run-b"), createdAt: 2_000 };
  await storage.saveProject({ data: { id: "iris" } }, 5);
  await storage.saveRun(older);
  await storage.fileModel(newer, modelRecord("model-b", newer), checkpoint());
  await reopen();
  const stored = await storage.load();
  expect(stored.project).toEqual({ data: { id: "iris" } });
  expect(stored.projectSavedAt).toBe(5);
  expect(stored.runs).toEqual([newer, older]);
  expect(stored.models).toEqual([modelRecord("model-b", newer)]);
  expect(await storage.readCheckpoint("model-b")).toEqual(checkpoint());
});

test("a tensor's bytes are stored alone, not the buffer that it is a window of", async () => {
  const run = runRecord("run-a");
  await storage.fileModel(run, modelRecord("model-a", run), checkpoint());
  const { tensors } = await storage.readCheckpoint("model-a");
  expect(tensors.map((tensor) => tensor.values.buffer.byteLength)).toEqual([12, 12]);
});

describe("models", () => {
  beforeEach(async () => {
    const run = runRecord("run-a");
    await storage.fileModel(run, modelRecord("model-a", run), checkpoint());
  });

  test("a removed model is out of the list and can come back", async () => {
    await storage.markModel("model-a", 77);
    const without = await storage.load();
    expect(without.models).toEqual([]);
    expect(without.removed).toEqual([{ id: "model-a", removedAt: 77 }]);
    await storage.markModel("model-a", null);
    const back = await storage.load();
    expect(back.models.map((model) => model.id)).toEqual(["model-a"]);
    expect(await storage.readCheckpoint("model-a")).toEqual(checkpoint());
  });

  test("purging takes record and weights", async () => {
    await storage.purgeModel("model-a");
    const { models, removed } = await storage.load();
    expect([models, removed]).toEqual([[], []]);
    expect(await codeOf(storage.readCheckpoint("model-a"))).toBe("weights-missing");
  });

  test("renaming changes the name alone", async () => {
    await storage.renameModel("model-a", "flowers");
    const { models } = await storage.load();
    expect(models).toEqual([{ ...modelRecord("model-a", runRecord("run-a")), name: "flowers" }]);
  });

  test("what is not there is said to be missing", async () => {
    expect(await codeOf(storage.renameModel("model-z", "x"))).toBe("model-missing");
    expect(await codeOf(storage.markModel("model-z", 1))).toBe("model-missing");
    expect(await codeOf(storage.readCheckpoint("model-z"))).toBe("weights-missing");
  });
});

test("a broken record is told and skipped, and stays where it is", async () => {
  const good = runRecord("run-good");
  await storage.saveRun(good);
  const database = new StudioDatabase();
  const broken = { ...runRecord("run-broken"), history: "none" };
  // The point of the test is a row that the types do not allow.
  await database.runs.put(broken as never);
  const read = async (): Promise<void> => {
    const stored = await storage.load();
    expect(stored.runs).toEqual([good]);
    expect(stored.problems.map((problem) => problem.code)).toEqual(["record-unreadable"]);
    expect(stored.problems[0]?.text.en).toContain('run "run-broken" cannot be read (history:');
  };
  await read();
  await read();
  expect(await database.runs.get("run-broken")).toEqual(broken);
  database.close();
});

test("any write may fail: the state is the old or the new one, and the caller hears of it", async () => {
  const running = runRecord("run-a", { status: "running" });
  const finished = runRecord("run-a", { modelId: "model-a" });
  const model = modelRecord("model-a", finished);
  const work: readonly [string, () => Promise<void>][] = [
    ["save the project", () => storage.saveProject({ data: { id: "moons" } }, 9)],
    ["file the model", () => storage.fileModel(finished, model, checkpoint())],
    ["rename it", () => storage.renameModel("model-a", "flowers")],
    ["remove it", () => storage.markModel("model-a", 77)],
    ["purge it", () => storage.purgeModel("model-a")],
  ];
  let failures = 0;
  for (let nth = 1; ; nth += 1) {
    vi.stubGlobal("indexedDB", new IDBFactory());
    await reopen();
    await storage.saveProject({ data: { id: "iris" } }, 1);
    await storage.saveRun(running);
    const fault = failOperation(nth);
    let failedAt: string | null = null;
    try {
      for (const [name, step] of work) {
        const before = await everything();
        const code = await codeOf(step());
        const after = await everything();
        if (code === "none") {
          expect(after, `${name}, write ${nth}`).not.toEqual(before);
        } else {
          expect(code, `${name}, write ${nth}`).toBe("storage-full");
          expect(after, `${name}, write ${nth}`).toEqual(before);
          failedAt = name;
          break;
        }
      }
    } finally {
      fault.mend();
    }
    if (failedAt === null) {
      expect(fault.operations()).toBe(nth - 1);
      break;
    }
    failures += 1;
  }
  // One for the project, three to file, one to rename, one to remove, two to purge.
  expect(failures).toBe(8);

  async function everything(): Promise<unknown> {
    const database = new StudioDatabase();
    const tables = await Promise.all(database.tables.map((table) => table.toArray()));
    database.close();
    return tables;
  }
});

test("a newer version in another tab closes this one, which says so", async () => {
  const newer = indexedDB.open("descent-studio", 990);
  await new Promise((resolve, reject) => {
    newer.addEventListener("success", resolve);
    newer.addEventListener("error", reject);
  });
  expect(problems.map((problem) => problem.code)).toEqual(["storage-newer"]);
  expect(await codeOf(storage.saveProject({}, 1))).toBe("storage-newer");
  newer.result.close();
});

test("a database of a newer studio is left alone", async () => {
  storage.close();
  vi.stubGlobal("indexedDB", new IDBFactory());
  const newer = indexedDB.open("descent-studio", 990);
  await new Promise((resolve) => newer.addEventListener("success", resolve));
  newer.result.close();
  expect(await codeOf(open())).toBe("storage-newer");
});

test("a browser without a database is told as such", async () => {
  vi.stubGlobal("indexedDB", undefined);
  expect(await codeOf(open())).toBe("storage-missing");
});
