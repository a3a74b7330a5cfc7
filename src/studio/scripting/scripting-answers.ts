/** How the studio's records look to a script: plain JSON, sentences in the current language. */
import type { Language } from "../../language/text.ts";
import type { ModelEvaluation } from "../../project/model-evaluation.ts";
import type { BackendInfo, HistoryPoint, ModelRecord, RunSummary } from "../../project/records.ts";
import type { StoredDataRecord } from "../../project/stored-data.ts";
import type { RunEvent } from "../runs/run-events.ts";

export type ScriptedSummary = Omit<RunSummary, "reason"> & { readonly reason: string };

export function summaryAnswer(summary: RunSummary, language: Language): ScriptedSummary {
  return { ...summary, reason: summary.reason[language] };
}

export function backendAnswer({ explanation, tileCosts: _costs, ...backend }: BackendInfo, language: Language) {
  return explanation === undefined ? backend : { ...backend, reason: explanation[language] };
}

/** A data set of the user's, as it was understood. */
export function dataAnswer(record: StoredDataRecord, language: Language) {
  const { id, title, kind, rows, columns, warnings, reading, bytes, fileName, createdAt } = record;
  const told = warnings.map((warning) => warning[language]);
  return { id, title, kind, rows, columns, warnings: told, reading, bytes, fileName, createdAt };
}

/** A model as the list shows it; `get` gives the rest. */
export function modelAnswer(model: ModelRecord, language: Language) {
  const { id, name, createdAt, runId, target, inputs, parameterCount, bytes, dataFingerprint, studioVersion } = model;
  return {
    id,
    name,
    createdAt,
    runId,
    dataId: model.project.data.id,
    target,
    inputs,
    parameterCount,
    bytes,
    dataFingerprint,
    studioVersion,
    summary: summaryAnswer(model.summary, language),
  };
}

export function wholeModelAnswer(model: ModelRecord, language: Language) {
  const { project, layers, preprocess, history } = model;
  return { ...modelAnswer(model, language), project, layers, preprocess, history };
}

/** Figures, and what stands behind them; classes by name, rows by their place in the data set from 0. */
export function evaluationAnswer({ detail, ...figures }: ModelEvaluation) {
  if (detail === null) return figures;
  if (detail.task === "regression") {
    const { residuals, worst } = detail;
    return { ...figures, residuals, worst };
  }
  const { classes, confusion, perClass, averages, calibration, worst } = detail;
  const named = worst.map((row) => ({ ...row, truth: classes[row.truth]!, predicted: classes[row.predicted]! }));
  return { ...figures, classes, confusion, perClass, averages, calibration, worst: named };
}

/** An event of a run. "progress" stands for the steps since the one before; `points` are all that it added. */
export type ScriptedEvent =
  | { readonly type: "preparing"; readonly id: string; readonly stage: string; readonly fraction?: number }
  | {
      readonly type: "started";
      readonly id: string;
      readonly name: string;
      readonly backend: string;
      readonly trainer: string;
      readonly totalSteps: number;
      readonly stepsPerEpoch: number;
      readonly parameterCount: number;
      readonly note?: string;
    }
  | {
      readonly type: "progress";
      readonly id: string;
      readonly step: number;
      readonly epoch: number;
      readonly examples: number;
      readonly elapsedMs: number;
      readonly examplesPerSecond: number;
      readonly remainingMs: number;
      readonly loss: number | null;
      readonly metrics: Readonly<Record<string, number>>;
      readonly validation?: Readonly<Record<string, number>>;
      readonly points: readonly HistoryPoint[];
    }
  | { readonly type: "paused"; readonly id: string; readonly step: number }
  | { readonly type: "ended"; readonly id: string; readonly summary: ScriptedSummary };

export function eventAnswer(event: RunEvent, language: Language): ScriptedEvent {
  switch (event.type) {
    case "preparing":
      return { ...event, stage: event.stage[language] };
    case "started": {
      const { backend, trainer, totalSteps, stepsPerEpoch, parameterCount, note } = event.plan;
      const plan = { backend, trainer, totalSteps, stepsPerEpoch, parameterCount };
      const { type, id, name } = event;
      return { type, id, name, ...plan, ...(note === undefined ? {} : { note: note[language] }) };
    }
    case "progress": {
      const { step, epoch, examples, elapsedMs, examplesPerSecond, remainingMs } = event.progress;
      const last = event.points.at(-1);
      const validation = event.points.findLast((point) => point.validation !== undefined)?.validation;
      return {
        type: "progress",
        id: event.id,
        step,
        epoch,
        examples,
        elapsedMs,
        examplesPerSecond,
        remainingMs,
        loss: last?.loss ?? null,
        metrics: last?.metrics ?? {},
        ...(validation === undefined ? {} : { validation }),
        points: event.points,
      };
    }
    case "paused":
      return event;
    case "ended":
      return { type: "ended", id: event.summary.id, summary: summaryAnswer(event.summary, language) };
  }
}
