import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { StudioDatabase } from "../../../../src/storage/database.ts";
import { failOperation } from "../../storage/fail-operation.ts";
import { checkpoint, modelRecord, runRecord } from "../../storage/records.ts";
import { closePage, openPage } from "../page.ts";
import { type Studio, loadStudio } from "../studio.ts";

let studio: Studio;

beforeEach(async () => {
  openPage();
  studio = await loadStudio();
  await studio.startStudio();
  const storage = await studio.openedStorage();
  for (const [index, name] of ["a", "b"].entries()) {
    const run = { ...runRecord(`run-${name}`), createdAt: index };
    await storage.fileModel(run, { ...modelRecord(`model-${name}`, run), name }, checkpoint());
  }
  await reload();
});

afterEach(async () => {
  await studio.closeStorage();
  closePage();
});

async function reload(): Promise<void> {
  await studio.closeStorage();
  studio = await loadStudio();
  await studio.startStudio();
}

const names = (): string[] => studio.state().models.map((model) => model.name);

async function storedIds(): Promise<{ models: string[]; checkpoints: string[] }> {
  const database = new StudioDatabase();
  const [models, checkpoints] = await Promise.all([
    database.models.toCollection().primaryKeys(),
    database.checkpoints.toCollection().primaryKeys(),
  ]);
  database.close();
  return { models, checkpoints };
}

test("a removed model is gone at once and comes back whole by undo, for the next visit too", async () => {
  expect(names()).toEqual(["b", "a"]);
  expect(await studio.removeModel("model-b")).toBeNull();
  expect(names()).toEqual(["a"]);
  const [notice] = studio.state().notices;
  expect(notice?.text).toEqual({ en: '"b" was deleted.', zh: "已删除“b”。" });
  notice?.action?.run();
  await vi.waitUntil(() => names().length === 2);
  expect(names()).toEqual(["b", "a"]);
  await reload();
  expect(names()).toEqual(["b", "a"]);
  const storage = await studio.openedStorage();
  expect(await storage.readCheckpoint("model-b")).toEqual(checkpoint());
});

test("it stays removed after a reload, and its bytes go when the notice goes", async () => {
  await studio.removeModel("model-b");
  await reload();
  expect(names()).toEqual(["a"]);
  expect((await storedIds()).models).toEqual(["model-a", "model-b"]);
  await studio.removeModel("model-a");
  studio.dismissNotice(studio.state().notices[0]?.id ?? "");
  await vi.waitUntil(async () => (await storedIds()).models.length === 1);
  expect(await storedIds()).toEqual({ models: ["model-b"], checkpoints: ["model-b"] });
  expect((await studio.restoreModel("model-a"))?.code).toBe("model-missing");
});

test("a removal that cannot be stored does not happen, and is told", async () => {
  const fault = failOperation(1);
  const problem = await studio.removeModel("model-a");
  fault.mend();
  expect(problem?.code).toBe("storage-full");
  expect(names()).toEqual(["b", "a"]);
  expect(studio.state().notices.map((notice) => notice.tone)).toEqual(["problem"]);
});

test("renaming lasts; a name that is none is refused", async () => {
  expect(await studio.renameModel("model-a", "  flowers ")).toBeNull();
  expect(names()).toEqual(["b", "flowers"]);
  expect((await studio.renameModel("model-a", "   "))?.code).toBe("invalid-name");
  expect((await studio.renameModel("model-z", "x"))?.code).toBe("model-missing");
  await reload();
  expect(names()).toEqual(["b", "flowers"]);
});

test("a model that is not there is said to be missing", async () => {
  expect((await studio.removeModel("model-z"))?.code).toBe("model-missing");
});
