/** How a run ended, in words and numbers, with the model that it leaves. */
import type { Problem } from "../language/studio-error.ts";
import type { Text } from "../language/text.ts";
import type { Project } from "../project/project.ts";
import type { BackendId, Checkpoint, RunOutcome, RunSummary } from "../project/records.ts";
import type { Device } from "../tensor/backends.ts";
import type { BegunRun } from "./begin-run.ts";
import type { RunJournal } from "./run-journal.ts";
import type { Measures } from "./trainer.ts";

/** The outcome of a run that took at least its device. */
export function outcomeOf(at: {
  readonly host: { readonly id: string; readonly project: Project };
  readonly device: Device;
  readonly begun: BegunRun;
  readonly journal: RunJournal;
  readonly elapsedMs: number;
  readonly problem: Problem | undefined;
  readonly checkpoint: Checkpoint | undefined;
  readonly validation: Measures | null;
  readonly test: Measures | null;
  readonly totalSteps: number;
  /** The stopping rule that ended it. */
  readonly ended: Text | null;
  /** Whose weights the model has, where they are not the last. */
  readonly kept: Text | null;
}): RunOutcome {
  const { host, journal, problem, checkpoint } = at;
  const { prepared, resolved } = at.begun;
  const isDone = journal.step >= at.totalSteps || at.ended !== null;
  const status = problem !== undefined ? "failed" : isDone ? "finished" : "stopped";
  const summary = {
    id: host.id,
    name: host.project.name,
    status,
    reason: problem?.text ?? joined(at.ended ?? reasonOf(host.project, journal, isDone), at.kept),
    backend: at.device.backend,
    trainer: "reference",
    steps: journal.step,
    epochs: journal.epoch,
    examples: journal.examples,
    elapsedMs: at.elapsedMs,
    finalLoss: journal.points[journal.points.length - 1]?.loss ?? null,
    validation: { ...at.validation },
    test: { ...at.test },
  } satisfies Omit<RunSummary, "modelId">;
  return {
    summary,
    ...(problem === undefined ? {} : { problem }),
    ...(checkpoint === undefined
      ? {}
      : {
          model: {
            record: {
              project: resolved.project,
              layers: [...resolved.layers],
              inputs: [...prepared.inputs],
              target: prepared.target,
              preprocess: [...prepared.preprocess],
              dataFingerprint: prepared.dataFingerprint,
              parameterCount: resolved.plan.parameterCount,
            },
            checkpoint,
          },
        }),
  };
}

function joined(reason: Text, kept: Text | null): Text {
  return kept === null ? reason : { en: `${reason.en} ${kept.en}`, zh: `${reason.zh}${kept.zh}` };
}

function reasonOf(project: Project, journal: RunJournal, isDone: boolean): Text {
  if (!isDone) {
    if (journal.step === 0) return stoppedAtOnce;
    return { en: `Stopped by you at step ${journal.step}.`, zh: `已由您在第 ${journal.step} 步停止。` };
  }
  const { steps, epochs } = project.training;
  if (steps !== null) {
    return steps === 1
      ? { en: "The one step is done.", zh: "1 步训练已完成。" }
      : { en: `All ${steps} steps done.`, zh: `全部 ${steps} 步已完成。` };
  }
  return epochs === 1
    ? { en: "The one epoch is done.", zh: "1 轮训练已完成。" }
    : { en: `All ${epochs} epochs done.`, zh: `全部 ${epochs} 轮已完成。` };
}

const stoppedAtOnce: Text = {
  en: "Stopped by you before the first step was done.",
  zh: "第一步完成前已由您停止。",
};

/** Stopped before there was anything to train. */
export function stoppedEarly(id: string, project: Project, preferred: readonly BackendId[]): RunOutcome {
  const { backend } = project.training;
  return {
    summary: {
      id,
      name: project.name,
      status: "stopped",
      reason: stoppedAtOnce,
      backend: backend === "auto" ? (preferred[0] ?? "wasm") : backend,
      trainer: "reference",
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
