import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { StudioDatabase } from "../../../src/storage/database.ts";
import { checkpoint, modelRecord, runRecord } from "../storage/records.ts";
import { type Page, closePage, openPage } from "./page.ts";
import { aNumber } from "./shapes.ts";
import { type Studio, loadStudio } from "./studio.ts";
import { until } from "./until.ts";

let page: Page;
let studio: Studio;

/** The page is opened again in the same browser. */
async function reload(): Promise<void> {
  await studio.closeStorage();
  studio = await loadStudio();
  await studio.startStudio();
}

beforeEach(async () => {
  page = openPage();
  studio = await loadStudio();
});

afterEach(async () => {
  await studio.closeStorage();
  closePage();
});

test("a first visit opens the gallery with a project to begin with", async () => {
  await studio.startStudio();
  expect(studio.state()).toMatchObject({
    isReady: true,
    storageProblem: null,
    room: "gallery",
    project: { name: "digits" },
    runs: [],
    models: [],
    notices: [],
  });
  expect(page.threads.length).toBe(0);
});

test("the project, runs and models of the last visit are there", async () => {
  await studio.startStudio();
  const storage = await studio.openedStorage();
  const run = runRecord("run-a", { modelId: "model-a" });
  await storage.fileModel(run, modelRecord("model-a", run), checkpoint());
  studio.openProject({ name: "mine", data: { id: "iris" } });
  dispatchEvent(new Event("pagehide"));
  await reload();
  expect(studio.state()).toMatchObject({
    project: { name: "mine" },
    canUndo: false,
    runs: [run],
    models: [modelRecord("model-a", run)],
    autosave: { status: "saved", at: aNumber },
  });
});

describe("runs that an earlier visit left running", () => {
  test("are ended with the reason, unless their tab lives", async () => {
    await studio.startStudio();
    const storage = await studio.openedStorage();
    await storage.saveRun(runRecord("run-dead", { status: "running", steps: 40 }));
    await storage.saveRun(runRecord("run-alive", { status: "running" }));
    await storage.saveRun(runRecord("run-done"));
    page.locks.held.add("descent-studio/live/run-alive");
    await reload();
    const found = Object.fromEntries(studio.state().runs.map((run) => [run.id, run.summary]));
    expect(found).toMatchObject({
      "run-dead": { status: "stopped" },
      "run-alive": { status: "running" },
      "run-done": { status: "finished" },
    });
    expect(found["run-dead"]?.reason.en).toContain("closed or crashed while this run was going on");
    expect(found["run-dead"]?.reason.en).toContain("step 40");
    const database = new StudioDatabase();
    expect((await database.runs.get("run-dead"))?.summary.status).toBe("stopped");
    expect((await database.runs.get("run-alive"))?.summary.status).toBe("running");
    database.close();
  });
});

test("a link's project is opened; undo leads back to the user's own", async () => {
  await studio.startStudio();
  studio.openProject({ name: "mine", data: { id: "iris" } });
  dispatchEvent(new Event("pagehide"));
  await studio.closeStorage();
  studio = await loadStudio();
  const packed = studio.pack({ name: "shared", data: { id: "moons" } });
  page.location.hash = `#/train?project=${packed}`;
  await studio.startStudio();
  expect(studio.state()).toMatchObject({ room: "train", project: { name: "shared" }, canUndo: true });
  await until(studio, (state) => state.autosave.status === "saved");
  const storage = await studio.openedStorage();
  expect(await storage.loadProject()).toMatchObject({ project: { name: "shared" } });
  studio.undoEdit();
  expect(studio.state().project.name).toBe("mine");
});

test("a damaged link is told", async () => {
  page.location.hash = "#/train?project=zzz";
  await studio.startStudio();
  expect(studio.state().notices.map((notice) => notice.tone)).toEqual(["problem"]);
});

test("an edit made while the database was opening stays on top of what it held", async () => {
  await studio.startStudio();
  studio.openProject({ name: "stored", data: { id: "iris" } });
  dispatchEvent(new Event("pagehide"));
  await studio.closeStorage();
  studio = await loadStudio();
  const started = studio.startStudio();
  studio.openProject({ name: "quick", data: { id: "moons" } });
  await started;
  expect(studio.state().project.name).toBe("quick");
  studio.undoEdit();
  expect(studio.state().project.name).toBe("stored");
});

test("a stored project that cannot be read is told, and the studio goes on", async () => {
  await studio.startStudio();
  const storage = await studio.openedStorage();
  await storage.saveProject({ schemaVersion: 9, data: { id: "iris" } }, 1, 0);
  await reload();
  const [notice] = studio.state().notices;
  expect(notice?.text.en).toContain("The project that you left here cannot be opened. schemaVersion:");
  expect(studio.state()).toMatchObject({ isReady: true, project: { name: "digits" } });
});

test("removed models stay hidden; their bytes go when no tab can undo any more", async () => {
  await studio.startStudio();
  const storage = await studio.openedStorage();
  for (const name of ["old", "new"]) {
    const run = runRecord(`run-${name}`);
    await storage.fileModel(run, modelRecord(`model-${name}`, run), checkpoint());
  }
  await storage.markModel("model-old", Date.now() - 3_600_000);
  await storage.markModel("model-new", Date.now());
  await reload();
  expect(studio.state().models).toEqual([]);
  const database = new StudioDatabase();
  expect(await database.models.toCollection().primaryKeys()).toEqual(["model-new"]);
  expect(await database.checkpoints.toCollection().primaryKeys()).toEqual(["model-new"]);
  database.close();
});

test("without a database the studio says so and goes on", async () => {
  vi.stubGlobal("indexedDB", undefined);
  await studio.startStudio();
  expect(studio.state()).toMatchObject({ isReady: true, storageProblem: { code: "storage-missing" } });
  expect(studio.editProject((project) => ({ ...project, name: "a" }))).toBeNull();
});

test("the page that is idle measures its device once, and remembers it for the next visit", async () => {
  await studio.startStudio();
  page.beIdle();
  const thread = await page.thread("measure");
  const { id, type } = await thread.next();
  expect(type).toBe("measure-backends");
  expect(studio.state().backends.status).toBe("loading");
  const backends = [
    { id: "wasm", available: true, score: 10 },
    { id: "webgpu", available: true, adapter: "Radeon", software: false, score: 90 },
    { id: "webgl", available: false, reason: "no context" },
  ] as const;
  thread.send({ type: "backends-measured", id, backends });
  await until(studio, (state) => state.backends.status === "ready");
  expect(thread.isTerminated).toBe(true);
  expect(await studio.preferredBackends()).toEqual(["webgpu", "wasm"]);

  await reload();
  expect(studio.state().backends).toEqual({ status: "ready", value: backends });
  page.beIdle();
  expect(page.threads.map((opened) => opened.name)).toEqual(["measure"]);

  vi.stubGlobal("navigator", { languages: [], userAgent: "another browser", locks: page.locks });
  await reload();
  expect(studio.state().backends.status).toBe("idle");
});

test("a measurement that hangs is ended", async () => {
  await studio.startStudio();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const asked = studio.preferredBackends();
  const thread = await page.thread("measure");
  vi.advanceTimersByTime(60_000);
  expect(await asked).toEqual(["wasm", "cpu"]);
  vi.useRealTimers();
  expect(thread.isTerminated).toBe(true);
  expect(studio.state().backends).toMatchObject({ problem: { code: "measuring-hung" } });
});

test("a device that cannot be measured still has an order to try", async () => {
  await studio.startStudio();
  const asked = studio.preferredBackends();
  (await page.thread("measure")).die("boom");
  expect(await asked).toEqual(["wasm", "cpu"]);
  expect(studio.state().backends).toMatchObject({ status: "failed", problem: { code: "thread-died" } });
});
