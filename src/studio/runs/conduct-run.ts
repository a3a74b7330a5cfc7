/** Sees a run through: a fresh thread, with a device of its own, and another one if the device is lost. */
import { StudioError, problemOf } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import type { Project } from "../../project/project.ts";
import type { BackendId, RunOutcome, RunSummary, SavedTensor } from "../../project/records.ts";
import type { RunCheckpoint } from "../../project/run-checkpoint.ts";
import { openThread } from "../../worker/open-thread.ts";
import { type ActiveRun, changeLive, keepRecord, setStatus, showRecord, tellWaiters } from "./active-runs.ts";
import { cancelled, end, endAtCheckpoint, endBroken, putAside } from "./end-run.ts";
import { listenForHeartbeat } from "./heartbeat.ts";
import { measuredTiles, preferredBackends } from "../measure-backends.ts";
import { notify } from "../notices.ts";
import { advancedRecord, rewoundRecord, startedRecord, trainingReason } from "./run-record.ts";
import { studioStore } from "../store.ts";

/** After so many losses of the device the run waits for somebody to choose another one. */
const MOST_LOSSES = 3;
/** A browser restarts its GPU process in a moment; until then there is no adapter. */
const DEVICE_BACK_WITHIN = 10;
const ASK_AGAIN_MS = 1000;

/** Resolves when the run has ended or is put aside, filed. `onGivenUp`: the device was lost too often. */
export async function conduct(run: ActiveRun, onGivenUp: () => void): Promise<RunSummary> {
  try {
    if (run.stopping.signal.aborted) throw new StudioError(cancelled);
    const preferred = await Promise.race([preferredFor(run), untilStopped(run)]);
    let losses = 0;
    for (let refusals = 0; ;) {
      if (run.stopping.signal.aborted) throw new StudioError(cancelled);
      const outcome = await trainInThread(run, preferred, losses > 0).catch((error: unknown) => {
        const isComingBack = losses > 0 && refusals++ < DEVICE_BACK_WITHIN;
        if (isComingBack && problemOf(error).code === "backend-missing") return null;
        throw error;
      });
      if (outcome === null) {
        await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
        continue;
      }
      if (outcome.problem?.code !== "gpu-lost" || run.record === null) return await end(run, outcome);
      losses++;
      await run.filer.settle();
      rewind(run);
      if (losses === MOST_LOSSES) {
        const summary = await putAside(run, run.record, lostTooOften);
        onGivenUp();
        return summary;
      }
      notify({ tone: "info", text: lostOnce(run.latest?.weights.step ?? 0) });
    }
  } catch (error) {
    // A checkpoint on its way into the database is one to go on from.
    await run.filer.settle();
    const { record } = run;
    const isStopped = run.stopping.signal.aborted;
    if (record === null) throw isStopped ? new StudioError(cancelled, { cause: error }) : error;
    return isStopped ? await endAtCheckpoint(run, record) : await endBroken(run, record, problemOf(error));
  }
}

/** The record goes back to where the next thread begins. */
function rewind(run: ActiveRun): void {
  run.thread?.terminate();
  run.thread = null;
  if (run.record === null) return;
  const { latest } = run;
  const { checkpointStep: _none, ...record } = run.record;
  keepRecord(run, latest === null ? { ...record, history: [] } : rewoundRecord(run.record, latest));
  changeLive(run.id, (live) => ({ ...live, status: "preparing", history: run.record?.history ?? [] }));
}

/** What few runs need is fetched by them. */
async function weightsToStartFrom(project: Project): Promise<readonly SavedTensor[] | undefined> {
  if (project.startFrom === undefined) return undefined;
  const { startingWeightsOf } = await import("../models/start-from.ts");
  return startingWeightsOf(project);
}

/** `isSame`: on the very backend that the run is on, though its project leaves it open. */
async function trainInThread(run: ActiveRun, preferred: readonly BackendId[], isSame: boolean): Promise<RunOutcome> {
  const source = run.latest === null ? await weightsToStartFrom(run.project) : undefined;
  if (run.stopping.signal.aborted) throw new StudioError(cancelled);
  const thread = openThread(run.name);
  run.thread = thread;
  const heartbeat = listenForHeartbeat(thread);
  const { id, name, latest } = run;
  const tiles = measuredTiles();
  const backend = run.backend ?? (isSame ? (run.record?.summary.backend ?? null) : null);
  const project = backend === null ? run.project : { ...run.project, training: { ...run.project.training, backend } };
  try {
    const outcome = thread.client.startRun(
      {
        id,
        project,
        preferred,
        ...(latest === null ? {} : { from: latest }),
        ...(source === undefined ? {} : { source }),
        ...(tiles === undefined ? {} : { tiles }),
      },
      {
        onPreparing: (stage, fraction) => {
          heartbeat.beat();
          const progress = fraction === undefined ? {} : { fraction };
          changeLive(id, ({ fraction: _before, ...live }) => ({ ...live, stage, ...progress }));
          run.emit({ type: "preparing", id, stage, ...progress });
        },
        onStarted: (plan) => {
          heartbeat.beat();
          const started = startedRecord({ id, name, project: run.project, plan, createdAt: Date.now() });
          const { backend: used, trainer } = plan;
          const record = run.record ?? started;
          keepRecord(run, { ...record, summary: { ...record.summary, backend: used, trainer } });
          changeLive(id, (live) => ({ ...live, plan }));
          setStatus(run, "running", trainingReason);
          run.emit({ type: "started", id, name, plan });
        },
        onProgress: (points, progress, preview) => {
          heartbeat.beat();
          if (run.record !== null) keepRecord(run, advancedRecord(run.record, points, progress));
          changeLive(id, ({ stage: _done, ...live }) => ({
            ...live,
            progress,
            history: run.record?.history ?? [...live.history, ...points],
            ...(preview === undefined ? {} : { preview }),
          }));
          run.emit({ type: "progress", id, points, progress });
        },
        onCheckpoint: (checkpoint, isPaused) => {
          heartbeat.beat();
          void keepCheckpoint(run, checkpoint, isPaused);
        },
      },
    );
    if (run.wish !== null) thread.client.steerRun(id, run.wish);
    return await outcome;
  } finally {
    heartbeat.end();
  }
}

async function keepCheckpoint(run: ActiveRun, checkpoint: RunCheckpoint, isPaused: boolean): Promise<void> {
  run.latest = checkpoint;
  const { step } = checkpoint.weights;
  if (isPaused) {
    run.wish = null;
    setStatus(run, "paused", pausedAt(step));
  }
  const { record } = run;
  if (record === null) return;
  await run.filer.checkpoint({ ...record, checkpointStep: step }, checkpoint, () => {
    if (run.record !== null) run.record = { ...run.record, checkpointStep: step };
  });
  if (!isPaused) return;
  if (run.record !== null) showRecord(run.record);
  run.emit({ type: "paused", id: run.id, step });
  tellWaiters(run);
}

async function preferredFor(run: ActiveRun): Promise<readonly BackendId[]> {
  // Only the device that it began on goes on exactly.
  if (run.record !== null) return [run.record.summary.backend];
  if (run.project.training.backend !== "auto") return [];
  if (studioStore.getState().backends.status !== "ready") changeLive(run.id, (live) => ({ ...live, stage: measuring }));
  return preferredBackends();
}

/** Rejects when the run is to stop: nothing that is waited for before its thread is there can be told to. */
function untilStopped({ stopping }: ActiveRun): Promise<never> {
  return new Promise((_resolve, reject) => {
    stopping.signal.addEventListener("abort", () => reject(new StudioError(cancelled)), { once: true });
  });
}

const measuring: Text = {
  en: "Measuring which device trains fastest here (once)",
  zh: "正在测量哪种计算设备最快（仅一次）",
};

function pausedAt(step: number): Text {
  return { en: `Paused by you after step ${step}.`, zh: `已由您在第 ${step} 步后暂停。` };
}

function lostOnce(step: number): Text {
  return step === 0
    ? { en: "The GPU was lost; the run begins again on a new one.", zh: "GPU 已丢失；训练将在新的 GPU 上重新开始。" }
    : {
        en: `The GPU was lost; the run goes on from step ${step} on a new one.`,
        zh: `GPU 已丢失；训练将在新的 GPU 上从第 ${step} 步继续。`,
      };
}

const lostTooOften: Text = {
  en: "The GPU was lost three times. Go on with WebAssembly, or resume later.",
  zh: "GPU 已丢失三次。可改用 WebAssembly 继续，或稍后再继续。",
};
