/**
 * Trains: a fresh thread for every run, with a GPU device of its own, ended with the run so that nothing leaks; the
 * run filed as it goes and its model at the end. Interface and scripts both start here.
 */
import { type Problem, StudioError, problemOf } from "../language/studio-error.ts";
import type { Project } from "../project/project.ts";
import type { ModelRecord, RunOutcome, RunRecord, RunSummary } from "../project/records.ts";
import { bytesOf } from "../storage/checkpoint-row.ts";
import { type TrainingThread, openThread } from "../worker/open-thread.ts";
import { type FiledModel, type RunFiler, runFiler } from "./file-run.ts";
import { preferredBackends } from "./measure-backends.ts";
import { newId } from "./new-id.ts";
import { notifyProblem } from "./notices.ts";
import { type RunEvent, liveEvents } from "./run-events.ts";
import { beginRun } from "./run-activity.ts";
import { holdLiveLock } from "./live-lock.ts";
import { advancedRecord, endedRecord, startedRecord } from "./run-record.ts";
import type { LiveRun } from "./state.ts";
import { studioStore } from "./store.ts";
import { studioVersion } from "./version.ts";

export interface RunOptions {
  /** Left out: the project's name. */
  readonly name?: string;
  /** Aborting is stopping: the run resolves with what it has learnt so far. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
}

/** How long a thread may take to obey "stop" before it is ended without its model. */
const STOP_WITHIN_MS = 20_000;

interface ActiveRun {
  readonly id: string;
  readonly name: string;
  readonly project: Project;
  readonly filer: RunFiler;
  readonly emit: (event: RunEvent) => void;
  thread: TrainingThread | null;
  record: RunRecord | null;
  /** Aborted from the request to stop on. */
  readonly stopping: AbortController;
  stopTimer: ReturnType<typeof setTimeout> | undefined;
}

const active = new Map<string, ActiveRun>();

/**
 * Trains the project and resolves when the run has ended and is filed: finished, stopped or failed on its way.
 * Rejects with a `StudioError` when it could not start at all; such a run leaves no record.
 */
export async function startRun(project: Project, options: RunOptions = {}): Promise<RunSummary> {
  const run: ActiveRun = {
    id: newId("run"),
    name: options.name ?? project.name,
    project,
    filer: runFiler(),
    emit: liveEvents(options.onEvent),
    thread: null,
    record: null,
    stopping: new AbortController(),
    stopTimer: undefined,
  };
  const stop = (): void => stopRun(run.id);
  active.set(run.id, run);
  const endRun = beginRun();
  studioStore.setState({
    run: { id: run.id, name: run.name, project, status: "preparing", history: [], isStopping: false },
  });
  options.signal?.addEventListener("abort", stop, { once: true });
  if (options.signal?.aborted === true) stop();
  try {
    return await holdLiveLock(run.id, () => conduct(run));
  } catch (error) {
    const problem = problemOf(error);
    changeLive(run.id, (live) => ({
      ...live,
      status: problem.code === cancelled.code ? "stopped" : "failed",
      problem,
      isStopping: false,
    }));
    throw error instanceof StudioError ? error : new StudioError(problem, { cause: error });
  } finally {
    clearTimeout(run.stopTimer);
    run.thread?.terminate();
    active.delete(run.id);
    endRun();
    options.signal?.removeEventListener("abort", stop);
  }
}

/** Trains the project that the rooms edit; what goes wrong stands in `state.run`. */
export async function startCurrentRun(): Promise<Problem | null> {
  const { project, run } = studioStore.getState();
  if (run !== null && active.has(run.id)) {
    notifyProblem(alreadyRunning);
    return alreadyRunning;
  }
  try {
    await startRun(project);
    return null;
  } catch (error) {
    return problemOf(error);
  }
}

/** Asks a run to end; it keeps what it has learnt. A run that has ended, or never was, stays as it is. */
export function stopRun(id: string): void {
  const run = active.get(id);
  if (run === undefined || run.stopping.signal.aborted) return;
  run.stopping.abort();
  changeLive(id, (live) => ({ ...live, isStopping: true }));
  run.thread?.client.steerRun(id, "stop");
  run.stopTimer = setTimeout(() => run.thread?.terminate(), STOP_WITHIN_MS);
}

/** The record of a run that goes on, as of now. */
export function runningRecord(id: string): RunRecord | null {
  return active.get(id)?.record ?? null;
}

async function conduct(run: ActiveRun): Promise<RunSummary> {
  const preferred =
    run.project.training.backend === "auto" ? await Promise.race([preferBackends(run.id), untilStopped(run)]) : [];
  if (run.stopping.signal.aborted) throw new StudioError(cancelled);
  const thread = openThread(run.name);
  run.thread = thread;
  try {
    const outcome = await thread.client.startRun(
      { id: run.id, project: run.project, preferred },
      {
        onPreparing: (stage, fraction) => {
          const progress = fraction === undefined ? {} : { fraction };
          changeLive(run.id, ({ fraction: _before, ...live }) => ({ ...live, stage, ...progress }));
          run.emit({ type: "preparing", id: run.id, stage, ...progress });
        },
        onStarted: (plan) => {
          const { id, name, project } = run;
          keepRecord(run, startedRecord({ id, name, project, plan, createdAt: Date.now() }));
          changeLive(id, (live) => ({ ...live, status: "running", plan }));
          if (run.record !== null) showRecord(run.record);
          run.emit({ type: "started", id, name, plan });
        },
        onProgress: (points, progress, preview) => {
          if (run.record !== null) keepRecord(run, advancedRecord(run.record, points, progress));
          changeLive(run.id, (live) => ({
            ...live,
            progress,
            history: run.record?.history ?? [...live.history, ...points],
            ...(preview === undefined ? {} : { preview }),
          }));
          run.emit({ type: "progress", id: run.id, points, progress });
        },
      },
    );
    return await end(run, outcome);
  } catch (error) {
    if (run.record === null) throw run.stopping.signal.aborted ? new StudioError(cancelled, { cause: error }) : error;
    return await endBroken(run, run.record, problemOf(error));
  }
}

async function preferBackends(id: string): Promise<Awaited<ReturnType<typeof preferredBackends>>> {
  if (studioStore.getState().backends.status !== "ready") {
    const stage = {
      en: "Measuring which device trains fastest here (once)",
      zh: "正在测量哪种计算设备最快（仅一次）",
    };
    changeLive(id, (live) => ({ ...live, stage }));
  }
  return preferredBackends();
}

/** Rejects when the run is to stop: nothing that is waited for before its thread is there can be told to. */
function untilStopped({ stopping }: ActiveRun): Promise<never> {
  return new Promise((_resolve, reject) => {
    stopping.signal.addEventListener("abort", () => reject(new StudioError(cancelled)), { once: true });
  });
}

/** The thread has told how the run ended: files it, and its model with it. */
async function end(run: ActiveRun, outcome: RunOutcome): Promise<RunSummary> {
  const summaryOf = (modelId: string | null): RunSummary => ({
    ...outcome.summary,
    id: run.id,
    name: run.name,
    modelId,
  });
  const started = run.record;
  if (started === null) {
    // It ended before its first step: there is nothing to keep.
    throw new StudioError(outcome.problem ?? { code: cancelled.code, text: outcome.summary.reason });
  }
  const model = outcome.model === undefined ? null : modelOf(run, started, outcome.model, summaryOf);
  const record: RunRecord = { ...started, summary: model?.record.summary ?? summaryOf(null) };
  return finish(run, record, model, outcome.problem);
}

/** The thread died or threw: what was told until then is all there is. */
async function endBroken(run: ActiveRun, record: RunRecord, problem: Problem): Promise<RunSummary> {
  const ended = run.stopping.signal.aborted
    ? endedRecord(record, "stopped", stoppedByForce)
    : endedRecord(record, "failed", problem.text);
  return finish(run, ended, null, run.stopping.signal.aborted ? undefined : problem);
}

async function finish(
  run: ActiveRun,
  record: RunRecord,
  model: FiledModel | null,
  problem: Problem | undefined,
): Promise<RunSummary> {
  // The device is given back before the library is written, which may take a while.
  run.thread?.terminate();
  const { summary } = record;
  await run.filer.finish(record, model);
  showRecord(record);
  if (model !== null) studioStore.setState(({ models }) => ({ models: [model.record, ...models] }));
  changeLive(run.id, (live) => ({
    ...live,
    status: summary.status,
    history: record.history,
    summary,
    isStopping: false,
    ...(problem === undefined ? {} : { problem }),
  }));
  run.emit({ type: "ended", summary });
  return summary;
}

function modelOf(
  run: ActiveRun,
  started: RunRecord,
  model: NonNullable<RunOutcome["model"]>,
  summaryOf: (modelId: string) => RunSummary,
): FiledModel {
  const id = newId("model");
  const record: ModelRecord = {
    ...model.record,
    id,
    name: run.name,
    createdAt: Date.now(),
    runId: run.id,
    bytes: bytesOf(model.checkpoint),
    studioVersion,
    summary: summaryOf(id),
    history: started.history,
  };
  return { record, checkpoint: model.checkpoint };
}

function keepRecord(run: ActiveRun, record: RunRecord): void {
  run.record = record;
  run.filer.note(record);
}

function showRecord(record: RunRecord): void {
  studioStore.setState(({ runs }) => ({ runs: [record, ...runs.filter((other) => other.id !== record.id)] }));
}

/** Changes what the train room shows, unless it shows another run by now. */
function changeLive(id: string, change: (live: LiveRun) => LiveRun): void {
  studioStore.setState(({ run }) => (run?.id === id ? { run: change(run) } : {}));
}

const stoppedByForce = {
  en: "Stopped by you. The training thread did not answer in time, so this run left no model.",
  zh: "已由您停止。训练线程未及时响应，因此本次训练没有留下模型。",
};

const cancelled: Problem = {
  code: "run-cancelled",
  text: {
    en: "The run was stopped before its first step, so there is nothing to keep.",
    zh: "训练在第一步之前已停止，没有可保存的内容。",
  },
};

const alreadyRunning: Problem = {
  code: "already-running",
  text: {
    en: "A run is under way. Stop it first, or wait until it ends.",
    zh: "训练正在进行。请先停止，或等待其结束。",
  },
};
