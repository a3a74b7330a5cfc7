import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Problem, StudioError } from "../../../src/language/studio-error.ts";
import { StudioDatabase } from "../../../src/storage/database.ts";
import { type Storage, openStorage } from "../../../src/storage/storage.ts";
import { failOperation } from "./fail-operation.ts";
import { checkpoint, modelRecord, runCheckpoint, runRecord } from "./records.ts";

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
  expect(await storage.loadProject()).toBeNull();
  expect(await storage.loadLibrary()).toEqual({
    runs: [],
    models: [],
    removed: [],
    problems: [],
  });
});

test("what was stored is there after reopening, the newest first", async () => {
  const older = runRecord("run-a");
  const newer = { ...runRecord("run-b"), createdAt: 2_000 };
  await storage.saveProject({ data: { id: "iris" } }, 5, 0);
  await storage.saveRun(older);
  await storage.fileModel(newer, modelRecord("model-b", newer), checkpoint());
  await reopen();
  const stored = await storage.loadLibrary();
  expect(await storage.loadProject()).toMatchObject({ project: { data: { id: "iris" } }, savedAt: 5 });
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

describe("a project that two tabs save", () => {
  const iris = { data: { id: "iris" } };
  const moons = { data: { id: "moons" } };

  test("is written only on top of what the writer has seen; else the writer is given the newer one", async () => {
    const other = await open();
    expect(await storage.saveProject(iris, 1, 0)).toEqual({ revision: 1 });
    const newer = { project: iris, savedAt: 1, revision: 1 };
    expect(await other.saveProject(moons, 2, 0)).toEqual({ newer });
    expect(await storage.loadProject()).toEqual(newer);
    expect(await other.saveProject(moons, 3, 1)).toEqual({ revision: 2 });
    expect(await storage.loadProject()).toEqual({ project: moons, savedAt: 3, revision: 2 });
    other.close();
  });

  test("counts from zero when an older studio stored it without a number", async () => {
    const database = new StudioDatabase();
    await database.projects.put({ id: "current", savedAt: 4, project: iris });
    database.close();
    expect(await storage.loadProject()).toEqual({ project: iris, savedAt: 4, revision: 0 });
    expect(await storage.saveProject(moons, 5, 0)).toEqual({ revision: 1 });
  });
});

describe("models", () => {
  beforeEach(async () => {
    const run = runRecord("run-a");
    await storage.fileModel(run, modelRecord("model-a", run), checkpoint());
  });

  test("a removed model is out of the list and can come back", async () => {
    await storage.markModel("model-a", 77);
    const without = await storage.loadLibrary();
    expect(without.models).toEqual([]);
    expect(without.removed).toEqual([{ id: "model-a", removedAt: 77 }]);
    await storage.markModel("model-a", null);
    const back = await storage.loadLibrary();
    expect(back.models.map((model) => model.id)).toEqual(["model-a"]);
    expect(await storage.readCheckpoint("model-a")).toEqual(checkpoint());
  });

  test("purging takes record and weights", async () => {
    await storage.purgeModel("model-a");
    const { models, removed } = await storage.loadLibrary();
    expect([models, removed]).toEqual([[], []]);
    expect(await codeOf(storage.readCheckpoint("model-a"))).toBe("weights-missing");
  });

  test("renaming changes the name alone", async () => {
    await storage.renameModel("model-a", "flowers");
    const { models } = await storage.loadLibrary();
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
    const stored = await storage.loadLibrary();
    expect(stored.runs).toEqual([good]);
    expect(stored.problems.map((problem) => problem.code)).toEqual(["record-unreadable"]);
    expect(stored.problems[0]?.text.en).toContain('run "run-broken" cannot be read (history:');
  };
  await read();
  await read();
  expect(await database.runs.get("run-broken")).toEqual(broken);
  database.close();
});

describe("a record that could not be read again is not written", () => {
  // The point of these is what the types do not allow.
  const misnamed = <Named extends { name: string }>(named: Named): Named => ({ ...named, name: 123 as never });

  test("a run's, when it begins and when it ends", async () => {
    const run = runRecord("run-a", { status: "running" });
    const wrong = { ...run, summary: misnamed(run.summary) };
    expect(await codeOf(storage.saveRun(wrong))).toBe("record-invalid");
    await storage.saveRun(run);
    const ended = { ...wrong, summary: { ...wrong.summary, status: "finished" as const } };
    expect(await codeOf(storage.saveRun(ended))).toBe("record-invalid");
    expect(await storage.loadLibrary()).toMatchObject({ runs: [run], problems: [] });
  });

  test("a model's, and the old state stands", async () => {
    const run = runRecord("run-a");
    const wrong = misnamed(modelRecord("model-a", run));
    expect(await codeOf(storage.fileModel(run, wrong, checkpoint()))).toBe("record-invalid");
    expect(await storage.loadLibrary()).toMatchObject({ runs: [], models: [], problems: [] });
  });
});

describe("what a run goes on from", () => {
  const record = { ...runRecord("run-a", { status: "running" }), checkpointStep: 2 };

  test("comes back as it was, with the record that it belongs to", async () => {
    await storage.saveRunCheckpoint(record, runCheckpoint());
    expect(await storage.readRunCheckpoint("run-a")).toEqual(runCheckpoint());
    expect((await storage.loadLibrary()).runs).toEqual([record]);
  });

  test("stays while the run goes on or is put aside, and goes with its end", async () => {
    await storage.saveRunCheckpoint(record, runCheckpoint());
    await storage.saveRun(record);
    await storage.saveRun({ ...record, summary: { ...record.summary, status: "paused" } });
    expect((await storage.readRunCheckpoint("run-a")).weights.step).toBe(2);
    await storage.saveRun(runRecord("run-a", { status: "stopped" }));
    expect(await codeOf(storage.readRunCheckpoint("run-a"))).toBe("checkpoint-missing");
  });

  test("goes when its model is filed, and when the run is removed", async () => {
    await storage.saveRunCheckpoint(record, runCheckpoint());
    const finished = runRecord("run-a", { modelId: "model-a" });
    await storage.fileModel(finished, modelRecord("model-a", finished), checkpoint());
    expect(await codeOf(storage.readRunCheckpoint("run-a"))).toBe("checkpoint-missing");
    await storage.saveRunCheckpoint(record, runCheckpoint());
    await storage.removeRun("run-a");
    expect(await codeOf(storage.readRunCheckpoint("run-a"))).toBe("checkpoint-missing");
    expect((await storage.loadLibrary()).runs).toEqual([]);
  });
});

describe("any write may fail: the state is the old or the new one, and the caller hears of it", () => {
  const running = runRecord("run-a", { status: "running" });
  const finished = runRecord("run-a", { modelId: "model-a" });
  const steps: readonly [string, () => Promise<unknown>][] = [
    ["save", () => storage.saveProject({ data: { id: "moons" } }, 9, 1)],
    ["checkpoint", () => storage.saveRunCheckpoint({ ...running, checkpointStep: 2 }, runCheckpoint())],
    ["file", () => storage.fileModel(finished, modelRecord("model-a", finished), checkpoint())],
    ["rename", () => storage.renameModel("model-a", "flowers")],
    ["remove", () => storage.markModel("model-a", 77)],
    ["purge", () => storage.purgeModel("model-a")],
    ["remove run", () => storage.removeRun("run-a")],
  ];

  beforeEach(async () => {
    await storage.saveProject({ data: { id: "iris" } }, 1, 0);
    await storage.saveRun(running);
  });

  /** Does the steps with the n-th write failing; tells what each came to, and whether it changed anything. */
  async function goThrough(nth: number): Promise<{ name: string; code: string; hasChanged: boolean }[]> {
    const fault = failOperation(nth);
    const done: { name: string; code: string; hasChanged: boolean }[] = [];
    try {
      for (const [name, step] of steps) {
        const before = await everything();
        const code = await codeOf(step());
        done.push({ name, code, hasChanged: (await everything()) !== before });
        if (code !== "none") break;
      }
    } finally {
      fault.mend();
    }
    return done;
  }

  async function everything(): Promise<string> {
    const database = new StudioDatabase();
    const tables = await Promise.all(database.tables.map((table) => table.toArray()));
    database.close();
    return JSON.stringify(tables, (_key, value: unknown) =>
      value instanceof ArrayBuffer ? [...new Float32Array(value)] : value,
    );
  }

  test.each([
    [1, "save"],
    [2, "checkpoint"],
    [3, "checkpoint"],
    [4, "file"],
    [5, "file"],
    [6, "file"],
    [7, "file"],
    [8, "rename"],
    [9, "remove"],
    [10, "purge"],
    [11, "purge"],
    [12, "remove run"],
    [13, "remove run"],
    [14, "remove run"],
    [15, "remove run"],
  ])("write %i, to %s", async (nth, name) => {
    const done = await goThrough(nth);
    expect(done.at(-1)).toEqual({ name, code: "storage-full", hasChanged: false });
    for (const step of done.slice(0, -1)) expect(step).toMatchObject({ code: "none", hasChanged: true });
  });

  test("there are no more than those", async () => {
    const done = await goThrough(16);
    expect(done.map(({ code, hasChanged }) => [code, hasChanged])).toEqual(steps.map(() => ["none", true]));
  });
});

test("a newer version in another tab closes this one, which says so", async () => {
  const newer = indexedDB.open("descent-studio", 990);
  await new Promise((resolve, reject) => {
    newer.addEventListener("success", resolve);
    newer.addEventListener("error", reject);
  });
  expect(problems.map((problem) => problem.code)).toEqual(["storage-newer"]);
  expect(await codeOf(storage.saveProject({}, 1, 0))).toBe("storage-newer");
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
