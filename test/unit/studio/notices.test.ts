import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { closePage, openPage } from "./page.ts";
import { type Studio, loadStudio } from "./studio.ts";

let studio: Studio;
const text = { en: "Gone.", zh: "已删除。" };
const label = { en: "Undo", zh: "撤销" };

beforeEach(async () => {
  openPage();
  studio = await loadStudio();
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  closePage();
});

test("a notice goes by itself, one with a way back later, a problem never", () => {
  studio.notify({ tone: "info", text });
  studio.notify({ tone: "info", text: { en: "B", zh: "B" }, action: { label, run: () => {} } });
  studio.notify({ tone: "problem", text: { en: "C", zh: "C" } });
  const shown = (): string[] => studio.state().notices.map((notice) => notice.text.en);
  expect(shown()).toEqual(["Gone.", "B", "C"]);
  vi.advanceTimersByTime(6_000);
  expect(shown()).toEqual(["B", "C"]);
  vi.advanceTimersByTime(4_000);
  expect(shown()).toEqual(["C"]);
  vi.advanceTimersByTime(1e9);
  expect(shown()).toEqual(["C"]);
  studio.dismissNotice(studio.state().notices[0]?.id ?? "");
  expect(shown()).toEqual([]);
});

test("no notice goes while somebody is at it", () => {
  studio.notify({ tone: "info", text, action: { label, run: () => {} } });
  vi.advanceTimersByTime(9_000);
  studio.holdNotices(true);
  vi.advanceTimersByTime(1e6);
  expect(studio.state().notices).toHaveLength(1);
  studio.holdNotices(false);
  vi.advanceTimersByTime(9_999);
  expect(studio.state().notices).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(studio.state().notices).toHaveLength(0);
});

test("either its action runs, or it is gone for good: once", () => {
  const run = vi.fn<() => void>();
  const onGone = vi.fn<() => void>();
  studio.notify({ tone: "info", text, action: { label, run } }, { onGone });
  const [first] = studio.state().notices;
  first?.action?.run();
  first?.action?.run();
  studio.dismissNotice(first?.id ?? "");
  vi.advanceTimersByTime(1e6);
  expect([run.mock.calls.length, onGone.mock.calls.length]).toEqual([1, 0]);

  studio.notify({ tone: "info", text, action: { label, run } }, { onGone });
  const [second] = studio.state().notices;
  studio.dismissNotice(second?.id ?? "");
  second?.action?.run();
  expect([run.mock.calls.length, onGone.mock.calls.length]).toEqual([1, 1]);
});

test("the same problem is shown once at a time", () => {
  const problem = { code: "x", text };
  studio.notifyProblem(problem);
  studio.notifyProblem(problem);
  expect(studio.state().notices).toHaveLength(1);
});
