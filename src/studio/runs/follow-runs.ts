/**
 * The runs of other tabs: an idle tab shows one as it goes. The lock that the training tab holds is waited for; whoever
 * gets it knows that the run has ended, or that its tab is gone, and then goes on with what it showed.
 */
import { problemOf } from "../../language/studio-error.ts";
import type { RunRecord } from "../../project/records.ts";
import type { Storage } from "../../storage/storage.ts";
import { holdLiveLock, liveIds } from "../live-lock.ts";
import { notify, notifyProblem } from "../notices.ts";
import { reportStorageProblem, storageIfOpen } from "../storage-connection.ts";
import { studioStore } from "../store.ts";
import { activeRuns, showRecord } from "./active-runs.ts";
import { hearOfRuns } from "./announce-run.ts";
import { shownRun } from "./held-run.ts";
import { interrupted } from "./settle-runs.ts";
import { resumeRun } from "./start-run.ts";

/** Whose lock is waited for. */
const followed = new Set<string>();

/** Follows `ids`, which other tabs train already, the newest first, and every run that is heard of from now on. */
export function followRuns(ids: readonly string[]): void {
  hearOfRuns((id) => void hear(id));
  for (const id of ids.toReversed()) void hear(id);
}

async function hear(id: string): Promise<void> {
  const storage = storageIfOpen();
  if (storage === null || activeRuns.has(id)) return;
  try {
    const isNews = !followed.has(id);
    // Told late, of a run that has ended: there is nothing to follow.
    if (isNews && !(await liveIds([id])).has(id)) return;
    if (isNews) void follow(id, storage);
    const record = await storage.readRun(id);
    if (record !== null && followed.has(id)) show(record, isNews);
  } catch (error) {
    reportStorageProblem(error);
  }
}

function show(record: RunRecord, isNews: boolean): void {
  showRecord(record);
  const { run } = studioStore.getState();
  const isIdle = run === null || !activeRuns.has(run.id);
  if (run?.id !== record.id && !(isNews && isIdle)) return;
  studioStore.setState({ run: { ...shownRun(record), isElsewhere: true } });
}

/** Waits until no tab has the run any more, then shows what has become of it. */
async function follow(id: string, storage: Storage): Promise<void> {
  if (followed.has(id)) return;
  followed.add(id);
  try {
    const left = await holdLiveLock(id, () => leftOf(id, storage));
    followed.delete(id);
    await showLeft(id, left, storage);
  } catch (error) {
    reportStorageProblem(error);
  } finally {
    followed.delete(id);
  }
}

interface Left {
  /** Null: removed. */
  readonly record: RunRecord | null;
  /** Its tab was closed, or died, in the middle of it. */
  readonly isBroken: boolean;
}

/** To be called by the holder of the lock: of several tabs only the first finds the run broken. */
async function leftOf(id: string, storage: Storage): Promise<Left> {
  const record = await storage.readRun(id);
  if (record?.summary.status !== "running") return { record, isBroken: false };
  const settled = interrupted(record);
  await storage.saveRun(settled);
  return { record: settled, isBroken: true };
}

async function showLeft(id: string, { record, isBroken }: Left, storage: Storage): Promise<void> {
  // This tab has gone on with it in the meantime.
  if (activeRuns.has(id)) return;
  const isShown = studioStore.getState().run?.id === id;
  if (record === null) {
    studioStore.setState(({ run, runs }) => ({
      run: isShown ? null : run,
      runs: runs.filter((other) => other.id !== id),
    }));
    return;
  }
  showRecord(record);
  if (isShown) studioStore.setState({ run: shownRun(record) });
  if (record.summary.modelId !== null) await loadNewModels(storage);
  if (!isBroken || !isShown || record.checkpointStep === undefined) return;
  notify({ tone: "info", text: takenOver(record.checkpointStep) });
  await resumeRun(id).catch((error: unknown) => {
    notifyProblem(problemOf(error));
  });
}

async function loadNewModels(storage: Storage): Promise<void> {
  const stored = await storage.loadLibrary();
  studioStore.setState(({ models }) => ({
    models: [...stored.models.filter(({ id }) => models.every((known) => known.id !== id)), ...models],
  }));
}

function takenOver(step: number): { en: string; zh: string } {
  return {
    en: `The tab that trained this run was closed; it goes on here from step ${step}.`,
    zh: `训练所在的标签页已关闭；训练在此从第 ${step} 步继续。`,
  };
}
