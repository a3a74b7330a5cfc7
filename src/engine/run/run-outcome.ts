/** How a run ended, in words and numbers, with the model that it leaves. */
import type { Problem } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import type { Project } from "../../project/project.ts";
import type { BackendId, Checkpoint, RunOutcome, RunSummary, TrainedModel } from "../../project/records.ts";
import type { Device } from "../../tensor/backends.ts";
import type { BegunRun } from "./begin-run.ts";
import type { RunJournal } from "./run-journal.ts";
import type { Evaluation } from "../trainer.ts";

/** The outcome of a run that took at least its device. */
export function outcomeOf(at: {
  readonly host: { readonly id: string; readonly project: Project };
  readonly device: Device;
  readonly kind: RunSummary["trainer"];
  readonly setup: { readonly totalSteps: number };
  readonly begun: BegunRun;
  readonly journal: RunJournal;
  readonly elapsedMs: number;
  readonly problem: Problem | undefined;
  readonly checkpoint: Checkpoint | null;
  readonly validation: Evaluation | null;
  readonly test: Evaluation | null;
  /** The stopping rule that ended it. */
  readonly ended: Text | null;
  /** Whose weights the model has, where they are not the last. */
  readonly kept: Text | null;
}): RunOutcome {
  const { host, journal, problem, checkpoint } = at;
  const isDone = journal.step >= at.setup.totalSteps || at.ended !== null;
  const status = problem !== undefined ? "failed" : isDone ? "finished" : "stopped";
  const summary = {
    id: host.id,
    name: host.project.name,
    status,
    reason:
      problem === undefined
        ? joined(at.ended ?? reasonOf(host.project, journal, isDone), at.kept, partly(at))
        : joined(problem.text, checkpoint === null ? null : fromBefore(checkpoint.step)),
    backend: at.device.backend,
    trainer: at.kind,
    steps: journal.step,
    ...(checkpoint === null || checkpoint.step === journal.step ? {} : { modelStep: checkpoint.step }),
    epochs: journal.epoch,
    examples: journal.examples,
    elapsedMs: at.elapsedMs,
    finalLoss: journal.points[journal.points.length - 1]?.loss ?? null,
    validation: { ...at.validation?.measures },
    test: { ...at.test?.measures },
  } satisfies Omit<RunSummary, "modelId">;
  return {
    summary,
    ...(problem === undefined ? {} : { problem }),
    ...(checkpoint === null
      ? {}
      : {
          model: {
            record: trainedModel(at.begun),
            checkpoint,
          },
        }),
  };
}

function joined(reason: Text, ...more: readonly (Text | null)[]): Text {
  const texts = [reason, ...more.filter((text) => text !== null)];
  return { en: texts.map(({ en }) => en).join(" "), zh: texts.map(({ zh }) => zh).join("") };
}

export function trainedModel({ prepared, resolved }: BegunRun): TrainedModel {
  return {
    project: resolved.project,
    layers: [...resolved.layers],
    inputs: [...prepared.inputs],
    target: prepared.target,
    preprocess: [...prepared.preprocess],
    dataFingerprint: prepared.dataFingerprint,
    parameterCount: resolved.plan.parameterCount,
  };
}

/** Said of a score that stands for some of its examples only, because the run was stopped. */
function partly(at: {
  readonly begun: BegunRun;
  readonly validation: Evaluation | null;
  readonly test: Evaluation | null;
}): Text | null {
  const { parts } = at.begun.prepared;
  const seen = ([part, evaluation]: readonly ["validation" | "test", Evaluation | null]): readonly Text[] =>
    evaluation === null || evaluation.isWhole
      ? []
      : [
          {
            en: `${evaluation.rows} of ${parts[part].length} ${part} examples`,
            zh: `${part === "test" ? "测试" : "验证"}样本 ${parts[part].length} 个中的 ${evaluation.rows} 个`,
          },
        ];
  const texts = [...seen(["validation", at.validation]), ...seen(["test", at.test])];
  if (texts.length === 0) return null;
  return {
    en: `The score is over ${texts.map(({ en }) => en).join(" and ")}.`,
    zh: `得分仅基于${texts.map(({ zh }) => zh).join("和")}。`,
  };
}

function fromBefore(step: number): Text {
  return {
    en: `The model has the weights of step ${step}, from before.`,
    zh: `模型保留了此前第 ${step} 步的权重。`,
  };
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
