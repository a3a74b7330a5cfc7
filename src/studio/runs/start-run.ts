/**
 * Trains: a fresh thread for every run, with a GPU device of its own, ended with the run so that nothing leaks; the
 * run filed as it goes and its model at the end. Interface and scripts both start here.
 */
import { type Problem, StudioError, problemOf } from "../../language/studio-error.ts";
import type { Project } from "../../project/project.ts";
import type { BackendId, RunRecord, RunSummary } from "../../project/records.ts";
import type { RunCheckpoint } from "../../project/run-checkpoint.ts";
import { type ActiveRun, activeRuns, changeLive, tellWaiters } from "./active-runs.ts";
import { conduct } from "./conduct-run.ts";
import { cancelled } from "./end-run.ts";
import { runFiler } from "./file-run.ts";
import { newId } from "../new-id.ts";
import { notify, notifyProblem } from "../notices.ts";
import { beginRun } from "./run-activity.ts";
import { holdLiveLock, liveIds } from "../live-lock.ts";
import type { RunEvent } from "./run-events.ts";
import { rewoundRecord } from "./run-record.ts";
import { goOnWith, restAfter, stopRun } from "./steer-run.ts";
import { openedStorage } from "../storage-connection.ts";
import { studioStore } from "../store.ts";

export interface RunOptions {
  /** Left out: the project's name. */
  readonly name?: string;
  /** Aborting is stopping: the run resolves with what it has learnt so far. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
}

/**
 * Trains the project and resolves when the run has ended and is filed: finished, stopped or failed on its way.
 * Rejects with a `StudioError` when it could not start at all; such a run leaves no record.
 */
export async function startRun(project: Project, options: RunOptions = {}): Promise<RunSummary> {
  const run = newRun({ id: newId("run"), name: options.name ?? project.name, project }, options.onEvent);
  const stop = (): void => stopRun(run.id);
  options.signal?.addEventListener("abort", stop, { once: true });
  try {
    return await see(run, options.signal?.aborted === true);
  } finally {
    options.signal?.removeEventListener("abort", stop);
  }
}

/** Trains the project that the rooms edit; what goes wrong stands in `state.run`. */
export async function startCurrentRun(): Promise<Problem | null> {
  const { project, run } = studioStore.getState();
  if (run !== null && (activeRuns.has(run.id) || run.isElsewhere === true)) {
    const problem = activeRuns.has(run.id) ? alreadyRunning : runElsewhere;
    notifyProblem(problem);
    return problem;
  }
  try {
    await startRun(project);
    return null;
  } catch (error) {
    return problemOf(error);
  }
}

/**
 * A rest ends, or a run that broke off goes on from its checkpoint, on `backend` if that is given. Resolves as soon as
 * it is on its way. Rejects with a `StudioError` when there is nothing to go on from.
 */
export async function resumeRun(id: string, backend: BackendId | null = null): Promise<void> {
  const active = activeRuns.get(id);
  if (active !== undefined) return goOnWith(active);
  goOnFrom(await heldRun(id, backend));
}

/**
 * Resolves when the run rests after the step under way and can be gone on from, or has ended before that. Rejects with
 * a `StudioError` when another tab has it.
 */
export async function pauseRun(id: string): Promise<void> {
  if (!activeRuns.has(id)) await refuseElsewhere(id);
  return restAfter(id, "pause");
}

/** Asks a run to rest after one step more: resolves when it does. Rejects as `resumeRun`. */
export async function stepRun(id: string): Promise<void> {
  if (activeRuns.has(id)) return restAfter(id, "step");
  const run = await heldRun(id, null);
  const rested = restAfter(id, "step");
  goOnFrom(run);
  return rested;
}

/**
 * Ends a run; it keeps what it has learnt: without a thread, that is its checkpoint. Rejects with a `StudioError` when
 * another tab has it.
 */
export async function stopAnyRun(id: string): Promise<void> {
  if (activeRuns.has(id)) {
    stopRun(id);
    return;
  }
  await refuseElsewhere(id);
  const record = studioStore.getState().runs.find((candidate) => candidate.id === id);
  if (record?.checkpointStep === undefined) return;
  const run = await heldRun(id, null);
  stopRun(id);
  goOnFrom(run);
}

/** However it ends, it is told in the room and stands in its record. */
function goOnFrom(run: ActiveRun): void {
  see(run, false).catch(notifyThrown);
}

async function refuseElsewhere(id: string): Promise<void> {
  if ((await liveIds([id])).has(id)) throw new StudioError(runElsewhere);
}

/** A run of the library, ready to go on from its checkpoint. */
async function heldRun(id: string, backend: BackendId | null): Promise<ActiveRun> {
  const record = studioStore.getState().runs.find((candidate) => candidate.id === id);
  await refuseElsewhere(id);
  const checkpoint = await (await openedStorage()).readRunCheckpoint(id);
  if (record === undefined || activeRuns.has(id)) throw new StudioError(alreadyRunning);
  return newRun({ id, name: record.summary.name, project: record.project, backend, from: { record, checkpoint } });
}

function newRun(
  of: {
    readonly id: string;
    readonly name: string;
    readonly project: Project;
    readonly backend?: BackendId | null;
    readonly from?: { readonly record: RunRecord; readonly checkpoint: RunCheckpoint };
  },
  onEvent?: (event: RunEvent) => void,
): ActiveRun {
  const { id, name, project, from } = of;
  const run: ActiveRun = {
    id,
    name,
    project,
    backend: of.backend ?? null,
    filer: runFiler(),
    emit: (event) => onEvent?.(event),
    thread: null,
    record: from === undefined ? null : rewoundRecord(from.record, from.checkpoint),
    latest: from?.checkpoint ?? null,
    stopping: new AbortController(),
    stopTimer: undefined,
    wish: null,
    restWaiters: new Set(),
  };
  activeRuns.set(id, run);
  studioStore.setState({
    run: {
      id,
      name,
      project,
      status: "preparing",
      history: run.record?.history ?? [],
      isStopping: false,
      isPausing: false,
    },
  });
  return run;
}

/** From here to the end, with everything that has to be let go of whatever happens. */
async function see(run: ActiveRun, isStopped: boolean): Promise<RunSummary> {
  const endRun = beginRun();
  if (isStopped) stopRun(run.id);
  try {
    return await holdLiveLock(run.id, () => conduct(run, () => offerWasm(run.id)));
  } catch (error) {
    const problem = problemOf(error);
    changeLive(run.id, (live) => ({
      ...live,
      status: problem.code === cancelled.code ? "stopped" : "failed",
      problem,
      isStopping: false,
      isPausing: false,
    }));
    throw error instanceof StudioError ? error : new StudioError(problem, { cause: error });
  } finally {
    clearTimeout(run.stopTimer);
    run.thread?.terminate();
    activeRuns.delete(run.id);
    tellWaiters(run);
    endRun();
  }
}

function offerWasm(id: string): void {
  notify({
    tone: "problem",
    text: {
      en: "The GPU was lost three times, so the run was put aside. It can go on with WebAssembly.",
      zh: "GPU 已丢失三次，训练已暂停。可改用 WebAssembly 继续。",
    },
    action: {
      label: { en: "Go on with WebAssembly", zh: "改用 WebAssembly 继续" },
      run: () => void resumeRun(id, "wasm").catch(notifyThrown),
    },
  });
}

function notifyThrown(error: unknown): void {
  notifyProblem(problemOf(error));
}

const alreadyRunning: Problem = {
  code: "already-running",
  text: {
    en: "A run is under way. Stop it first, or wait until it ends.",
    zh: "训练正在进行。请先停止，或等待其结束。",
  },
};

const runElsewhere: Problem = {
  code: "run-elsewhere",
  text: {
    en: "This run goes on in another tab. Steer it there.",
    zh: "这次训练正在另一个标签页中进行，请到那里操作。",
  },
};
