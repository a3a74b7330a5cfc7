/** The runs that this page trains: from the click on, or from a resume, until they are filed. */
import type { Text } from "../../language/text.ts";
import type { Project } from "../../project/project.ts";
import type { BackendId, RunRecord, RunSummary } from "../../project/records.ts";
import type { RunCheckpoint } from "../../project/run-checkpoint.ts";
import type { TrainingThread } from "../../worker/open-thread.ts";
import type { RunFiler } from "./file-run.ts";
import type { RunEvent } from "./run-events.ts";
import type { LiveRun } from "../state.ts";
import { studioStore } from "../store.ts";

export interface ActiveRun {
  readonly id: string;
  readonly name: string;
  readonly project: Project;
  /** Where it goes on instead of where the project says; null: there. */
  readonly backend: BackendId | null;
  readonly filer: RunFiler;
  readonly emit: (event: RunEvent) => void;
  thread: TrainingThread | null;
  /** Null until it has started. */
  record: RunRecord | null;
  /** The newest checkpoint, from which it goes on if its thread or device is lost. */
  latest: RunCheckpoint | null;
  /** Aborted from the request to stop on. */
  readonly stopping: AbortController;
  stopTimer: ReturnType<typeof setTimeout> | undefined;
  /** Asked for and not done yet: told to each thread that takes the run over. */
  wish: "pause" | "step" | null;
  /** Whoever waits for it to rest, or to end before it could. */
  readonly restWaiters: Set<() => void>;
}

export const activeRuns = new Map<string, ActiveRun>();

/** The record of a run that goes on, as of now. */
export function runningRecord(id: string): RunRecord | null {
  return activeRuns.get(id)?.record ?? null;
}

export function keepRecord(run: ActiveRun, record: RunRecord): void {
  run.record = record;
  run.filer.note(record);
}

/** Says in what state an active run is now, in its record and where it is shown. */
export function setStatus(run: ActiveRun, status: RunSummary["status"], reason: Text): void {
  if (run.record === null) return;
  keepRecord(run, { ...run.record, summary: { ...run.record.summary, status, reason } });
  showRecord(run.record);
  changeLive(run.id, (live) => ({ ...live, status, isPausing: false }));
}

export function showRecord(record: RunRecord): void {
  studioStore.setState(({ runs }) => ({
    runs: runs.some(({ id }) => id === record.id)
      ? runs.map((other) => (other.id === record.id ? record : other))
      : [record, ...runs],
  }));
}

/** Changes what the train room shows, unless it shows another run by now. */
export function changeLive(id: string, change: (live: LiveRun) => LiveRun): void {
  studioStore.setState(({ run }) => (run?.id === id ? { run: change(run) } : {}));
}

export function tellWaiters(run: ActiveRun): void {
  for (const resolve of run.restWaiters) resolve();
  run.restWaiters.clear();
}
