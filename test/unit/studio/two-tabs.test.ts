/** Two tabs of one browser: one database, one project, and nobody's work overwritten unseen. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { closePage, openPage } from "./page.ts";
import { type Studio, loadStudio } from "./studio.ts";
import { until } from "./until.ts";

let first: Studio;
let second: Studio;

beforeEach(async () => {
  openPage();
  first = await loadStudio();
  await first.startStudio();
  second = await loadStudio();
  await second.startStudio();
});

afterEach(async () => {
  await first.closeStorage();
  await second.closeStorage();
  closePage();
});

const rename = (studio: Studio, name: string): void => {
  expect(studio.editProject((project) => ({ ...project, name }))).toBeNull();
};

const isCalled = (studio: Studio, name: string) =>
  until(studio, ({ project, autosave }) => project.name === name && autosave.status === "saved");

test("an idle tab follows what the other saves, and one undo leads back", async () => {
  const before = second.state().project.name;
  rename(first, "a");
  await isCalled(first, "a");
  await isCalled(second, "a");
  rename(first, "b");
  await isCalled(second, "b");
  expect(second.state().notices).toEqual([]);
  second.undoEdit();
  expect(second.state()).toMatchObject({ project: { name: before }, canUndo: false });
  await isCalled(first, before);
});

test("of two edits at once the earlier save stands, and the other tab says so and can bring its own back", async () => {
  rename(first, "a");
  rename(second, "b");
  const overtaken = await Promise.race([
    until(first, ({ notices }) => notices.length > 0).then(() => first),
    until(second, ({ notices }) => notices.length > 0).then(() => second),
  ]);
  const [winner, winning, losing] = overtaken === second ? [first, "a", "b"] : [second, "b", "a"];
  await isCalled(overtaken, winning);
  await isCalled(winner, winning);
  const [notice] = overtaken.state().notices;
  expect(notice?.text.en).toContain("Another tab saved");
  expect(notice?.text.zh).toContain("撤销");
  notice?.action?.run();
  await isCalled(overtaken, losing);
  await isCalled(winner, losing);
  overtaken.undoEdit();
  overtaken.undoEdit();
  expect(overtaken.state().project.name).toBe(losing);
});

test("a tab that nobody told finds out when it saves", async () => {
  const storage = await second.openedStorage();
  await storage.saveProject({ name: "silent", data: { id: "moons" } }, 1, 0);
  rename(first, "a");
  const { notices } = await isCalled(first, "silent");
  expect(notices).toHaveLength(1);
  first.undoEdit();
  expect(first.state().project.name).toBe("a");
  await until(first, ({ autosave }) => autosave.status === "saved");
  expect(await storage.loadProject()).toMatchObject({ project: { name: "a" }, revision: 2 });
});

test("a project that this tab cannot read is told, and not written over until the next edit", async () => {
  const storage = await second.openedStorage();
  await storage.saveProject({ schemaVersion: 9 }, 1, 0);
  rename(first, "a");
  const { notices } = await until(first, ({ autosave }) => autosave.status === "failed");
  expect(notices[0]?.text.en).toContain("cannot be opened here. schemaVersion:");
  expect(await storage.loadProject()).toMatchObject({ project: { schemaVersion: 9 }, revision: 1 });
  rename(first, "b");
  await isCalled(first, "b");
  expect(await storage.loadProject()).toMatchObject({ project: { name: "b" }, revision: 2 });
});
