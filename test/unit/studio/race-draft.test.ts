/** The line-up of the next race. */
import { beforeEach, expect, test, vi } from "vitest";
import { usualEntrant, withEntrants } from "../../../src/project/race-line-ups.ts";
import { editDraft, openDraft } from "../../../src/studio/races/race-draft.ts";
import { studioStore } from "../../../src/studio/store.ts";

const kept = new Map<string, string>();
vi.stubGlobal("localStorage", {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => kept.set(key, value),
});

beforeEach(() => {
  kept.clear();
  studioStore.setState({ raceDraft: null });
});

const ids = (): readonly string[] => studioStore.getState().raceDraft?.lanes.map(({ optimizer }) => optimizer.id) ?? [];

test("begins with five that everyone knows, three seeds each", () => {
  openDraft();
  expect(ids()).toEqual(["sgd", "momentum", "adagrad", "rmsprop", "adam"]);
  expect(studioStore.getState().raceDraft?.seeds).toBe(3);
});

test("is there again on the next visit", () => {
  expect(editDraft(() => ({ lanes: withEntrants([], [usualEntrant("lion")]), seeds: 7 }))).toBeNull();
  studioStore.setState({ raceDraft: null });
  openDraft();
  expect(ids()).toEqual(["lion"]);
  expect(studioStore.getState().raceDraft?.seeds).toBe(7);
});

test("refuses what no race can have, by name, and stays as it was", () => {
  openDraft();
  const before = studioStore.getState().raceDraft;
  const problem = editDraft((draft) => ({ ...draft, seeds: 21 }));
  expect(problem?.code).toBe("invalid-race");
  expect(problem?.text.en).toMatch(/seeds/);
  expect(studioStore.getState().raceDraft).toBe(before);
});

test("what cannot be read back is the first line-up", () => {
  kept.set("descent-studio/race-draft", '{"lanes": [{"id": "lane-1"}], "se');
  openDraft();
  expect(ids()).toHaveLength(5);
});
