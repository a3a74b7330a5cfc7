import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { StudioDatabase } from "../../../../src/storage/database.ts";
import { failOperation } from "../../storage/fail-operation.ts";
import { type Page, closePage, openPage } from "../page.ts";
import { type Studio, loadStudio } from "../studio.ts";
import { until } from "../until.ts";

let page: Page;
let studio: Studio;

beforeEach(async () => {
  page = openPage();
  studio = await loadStudio();
  await studio.startStudio();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});

afterEach(async () => {
  vi.useRealTimers();
  await studio.closeStorage();
  closePage();
});

const rename = (name: string): void => {
  expect(studio.editProject((project) => ({ ...project, name }))).toBeNull();
};

async function storedName(): Promise<unknown> {
  const database = new StudioDatabase();
  const row = await database.projects.get("current");
  database.close();
  return Reflect.get(Object(row?.project), "name");
}

test("an edit is durable after 300 quiet milliseconds, and only then called saved", async () => {
  rename("a");
  expect(studio.state().autosave.status).toBe("saving");
  vi.advanceTimersByTime(299);
  expect(await storedName()).toBeUndefined();
  expect(studio.state().autosave.status).toBe("saving");
  vi.advanceTimersByTime(1);
  const { autosave } = await until(studio, (state) => state.autosave.status === "saved");
  expect(autosave.at).toEqual(expect.any(Number));
  expect(await storedName()).toBe("a");
});

test("steady editing does not put it off beyond 600 milliseconds", async () => {
  for (let step = 0; step < 6; step += 1) {
    rename(`a${step}`);
    vi.advanceTimersByTime(100);
  }
  await until(studio, (state) => state.autosave.status === "saved");
  expect(await storedName()).toBe("a5");
});

test("what is edited while it is being written is written next", async () => {
  rename("a");
  vi.advanceTimersByTime(300);
  rename("b");
  await until(studio, (state) => state.autosave.at !== null);
  vi.advanceTimersByTime(300);
  await until(studio, (state) => state.autosave.status === "saved");
  expect(await storedName()).toBe("b");
});

test("a page that is hidden saves at once", async () => {
  rename("a");
  page.document.visibilityState = "hidden";
  page.document.dispatchEvent(new Event("visibilitychange"));
  await until(studio, (state) => state.autosave.status === "saved");
  expect(await storedName()).toBe("a");
});

test("a page that is left hands its last edit over before it is gone", async () => {
  rename("a");
  dispatchEvent(new Event("pagehide"));
  // Nothing of the studio is waited for: its page no longer runs.
  expect(await storedName()).toBe("a");
});

test("a page that comes back after it was left does not take its own last write for another tab's", async () => {
  rename("a");
  dispatchEvent(new Event("pagehide"));
  rename("b");
  vi.advanceTimersByTime(300);
  const { notices } = await until(studio, (state) => state.autosave.status === "saved");
  vi.advanceTimersByTime(300);
  await until(studio, (state) => state.autosave.status === "saved");
  expect(notices).toEqual([]);
  expect(await storedName()).toBe("b");
});

test("a failed save is told, keeps the old state, and is tried again", async () => {
  rename("a");
  vi.advanceTimersByTime(300);
  await until(studio, (state) => state.autosave.status === "saved");
  const fault = failOperation(1);
  try {
    rename("b");
    vi.advanceTimersByTime(300);
    const failed = await until(studio, (state) => state.autosave.status === "failed");
    expect(failed.storageProblem?.code).toBe("storage-full");
    expect(failed.notices.map((notice) => notice.text.en)).toEqual([
      expect.stringContaining("storage for this page is full"),
    ]);
    expect(await storedName()).toBe("a");
  } finally {
    fault.mend();
  }
  vi.advanceTimersByTime(10_000);
  const saved = await until(studio, (state) => state.autosave.status === "saved");
  expect(saved.storageProblem).toBeNull();
  expect(await storedName()).toBe("b");
});

test("a save that keeps failing is told once, however often it is tried", async () => {
  // Every transaction fails from now on.
  const storage = await studio.openedStorage();
  storage.close();
  rename("a");
  vi.advanceTimersByTime(300);
  const { notices } = await until(studio, (state) => state.autosave.status === "failed");
  expect(notices.map((notice) => notice.text.en)).toEqual([expect.stringContaining("has closed the database")]);
  studio.dismissNotice(notices[0]?.id ?? "");
  rename("b");
  expect(studio.state().autosave.status).toBe("saving");
  vi.advanceTimersByTime(300);
  const again = await until(studio, (state) => state.autosave.status === "failed");
  expect(again.notices).toEqual([]);
  expect(again.storageProblem?.code).toBe("storage-closed");
});

test("an edit that is undone before it was written needs no write", () => {
  rename("a");
  studio.undoEdit();
  expect(studio.state().autosave.status).toBe("saved");
});
