/** How a run's end is filed: with the model that its thread gave, or with what its last checkpoint holds. */
import { type Problem, StudioError } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import type {
  Checkpoint,
  ModelRecord,
  RunOutcome,
  RunRecord,
  RunSummary,
  TrainedModel,
} from "../../project/records.ts";
import { bytesOf } from "../../storage/checkpoint-row.ts";
import { type ActiveRun, changeLive, showRecord, tellWaiters } from "./active-runs.ts";
import type { FiledModel } from "./file-run.ts";
import { newId } from "../new-id.ts";
import { endedRecord, rewoundRecord } from "./run-record.ts";
import { studioStore } from "../store.ts";
import { studioVersion } from "../version.ts";

export const cancelled: Problem = {
  code: "run-cancelled",
  text: {
    en: "The run was stopped before its first step, so there is nothing to keep.",
    zh: "训练在第一步之前已停止，没有可保存的内容。",
  },
};

/** The thread has told how the run ended: files it, and its model with it. */
export async function end(run: ActiveRun, outcome: RunOutcome): Promise<RunSummary> {
  const started = run.record;
  if (started === null) {
    // It ended before its first step: there is nothing to keep.
    throw new StudioError(outcome.problem ?? { code: cancelled.code, text: outcome.summary.reason });
  }
  const { checkpointStep: _overtaken, ...record } = started;
  const ended = { ...record, summary: { ...outcome.summary, id: run.id, name: run.name, modelId: null } };
  const model = outcome.model === undefined ? null : modelOf(ended, outcome.model.record, outcome.model.checkpoint);
  return finish(run, ended, model, outcome.problem);
}

/** The thread died or threw. The run can go on from its checkpoint, if it has one. */
export function endBroken(run: ActiveRun, record: RunRecord, problem: Problem): Promise<RunSummary> {
  return finish(run, endedRecord(record, "failed", problem.text), null, problem);
}

/** The run is let go of, to go on from its checkpoint later. */
export function putAside(run: ActiveRun, record: RunRecord, reason: Text): Promise<RunSummary> {
  return finish(run, endedRecord(record, "paused", reason), null, undefined);
}

/** Stopped, and there is no thread to give the newest weights: the model is that of the last checkpoint. */
export function endAtCheckpoint(run: ActiveRun, record: RunRecord): Promise<RunSummary> {
  const { latest } = run;
  if (latest === null || latest.weights.step === 0) {
    return finish(run, endedRecord(record, "stopped", stoppedWithoutModel), null, undefined);
  }
  const { checkpointStep: _used, ...rest } = rewoundRecord(record, latest);
  const ended = endedRecord(rest, "stopped", stoppedAt(latest.weights.step));
  return finish(run, ended, modelOf(ended, latest.model, latest.weights), undefined);
}

async function finish(
  run: ActiveRun,
  ended: RunRecord,
  model: FiledModel | null,
  problem: Problem | undefined,
): Promise<RunSummary> {
  // The device is given back before the library is written, which may take a while.
  run.thread?.terminate();
  const record = model === null ? ended : { ...ended, summary: model.record.summary };
  const { summary, checkpointStep } = record;
  await run.filer.finish(record, model);
  showRecord(record);
  if (model !== null) studioStore.setState(({ models }) => ({ models: [model.record, ...models] }));
  changeLive(run.id, ({ checkpointStep: _before, ...live }) => ({
    ...live,
    status: summary.status,
    history: record.history,
    summary,
    isStopping: false,
    isPausing: false,
    ...(checkpointStep === undefined ? {} : { checkpointStep }),
    ...(problem === undefined ? {} : { problem }),
  }));
  tellWaiters(run);
  run.emit({ type: "ended", summary });
  return summary;
}

function modelOf(run: RunRecord, trained: TrainedModel, checkpoint: Checkpoint): FiledModel {
  const id = newId("model");
  const record: ModelRecord = {
    ...trained,
    id,
    name: run.summary.name,
    createdAt: Date.now(),
    runId: run.id,
    bytes: bytesOf(checkpoint),
    studioVersion,
    summary: { ...run.summary, modelId: id },
    history: run.history,
  };
  return { record, checkpoint };
}

const stoppedWithoutModel: Text = {
  en: "Stopped by you. The training thread did not answer in time, so this run left no model.",
  zh: "已由您停止。训练线程未及时响应，因此本次训练没有留下模型。",
};

function stoppedAt(step: number): Text {
  return {
    en: `Stopped by you. The model has the weights of step ${step}, the last that were stored.`,
    zh: `已由您停止。模型采用最后保存的第 ${step} 步的权重。`,
  };
}
