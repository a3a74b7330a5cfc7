import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { runCheckpoint, runRecord } from "../../storage/records.ts";
import { closePage, openPage } from "../page.ts";
import { type Studio, loadStudio } from "../studio.ts";

let studio: Studio;

beforeEach(async () => {
  openPage();
  studio = await loadStudio();
  await studio.startStudio();
});

afterEach(async () => {
  vi.useRealTimers();
  await studio.closeStorage();
  closePage();
});

test("curves that were handed over before a checkpoint was stored do not take the run's way back", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const { runFiler } = await import("../../../../src/studio/runs/file-run.ts");
  const filer = runFiler();
  const at = (steps: number) => runRecord("run-a", { status: "running", steps });
  filer.note(at(1));
  await filer.settle();
  const stored = filer.checkpoint({ ...at(2), checkpointStep: 2 }, runCheckpoint(), () => undefined);
  filer.note(at(3));
  await stored;
  vi.advanceTimersByTime(10_000);
  await filer.settle();
  const { runs } = await (await studio.openedStorage()).loadLibrary();
  expect(runs).toMatchObject([{ checkpointStep: 2, summary: { steps: 3 } }]);
});
