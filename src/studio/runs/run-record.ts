/** A run's record while it runs: pure functions from what the training thread tells to what is stored. */
import type { Text } from "../../language/text.ts";
import type { RunCheckpoint } from "../../project/run-checkpoint.ts";
import type { Project } from "../../project/project.ts";
import type { HistoryPoint, RunPlan, RunProgress, RunRecord, RunSummary } from "../../project/records.ts";

export const trainingReason: Text = { en: "Training.", zh: "训练中。" };

export function startedRecord(run: {
  readonly id: string;
  readonly name: string;
  readonly project: Project;
  readonly plan: RunPlan;
  readonly createdAt: number;
}): RunRecord {
  return {
    id: run.id,
    createdAt: run.createdAt,
    project: run.project,
    history: [],
    summary: {
      id: run.id,
      name: run.name,
      status: "running",
      reason: trainingReason,
      modelId: null,
      backend: run.plan.backend,
      trainer: run.plan.trainer,
      steps: 0,
      epochs: 0,
      examples: 0,
      elapsedMs: 0,
      finalLoss: null,
      validation: {},
      test: {},
    },
  };
}

/** The record after some more steps; the summary says how far it is, so that a dead run can still be told. */
export function advancedRecord(record: RunRecord, points: readonly HistoryPoint[], progress: RunProgress): RunRecord {
  const history = [...record.history, ...points];
  const validation = points.findLast((point) => point.validation !== undefined)?.validation;
  return {
    ...record,
    history,
    summary: {
      ...record.summary,
      steps: progress.step,
      epochs: progress.epoch,
      examples: progress.examples,
      elapsedMs: progress.elapsedMs,
      finalLoss: points.at(-1)?.loss ?? record.summary.finalLoss,
      validation: validation ?? record.summary.validation,
    },
  };
}

/** The record as it was at a checkpoint; what came after is done again. */
export function rewoundRecord(record: RunRecord, { memory }: RunCheckpoint): RunRecord {
  const { step, isLastAwaited, examples, elapsedMs, last } = memory.journal;
  const history = record.history.filter((point) => point.step < step || (point.step === step && !isLastAwaited));
  const validation = history.findLast((point) => point.validation !== undefined)?.validation;
  return {
    ...record,
    history,
    summary: {
      ...record.summary,
      steps: step,
      epochs: last?.step === step ? last.epoch : (history.at(-1)?.epoch ?? 0),
      examples,
      elapsedMs,
      finalLoss: history.at(-1)?.loss ?? null,
      validation: validation ?? {},
    },
  };
}

/** The record of a run that ended without an outcome of its own. */
export function endedRecord(record: RunRecord, status: RunSummary["status"], reason: Text): RunRecord {
  return { ...record, summary: { ...record.summary, status, reason } };
}
