/** What a training thread says in the course of a run, for tests that play its part. */
import type { HistoryPoint, RunOutcome, RunPlan, RunProgress } from "../../../src/project/records.ts";
import type { TrainingCommand } from "../../../src/worker/protocol.ts";
import { checkpoint, modelRecord, runRecord } from "../storage/records.ts";
import type { ThreadEnd } from "./page.ts";

export const plan: RunPlan = {
  backend: "wasm",
  isSoftware: false,
  trainer: "reference",
  totalSteps: 30,
  stepsPerEpoch: 10,
  trainRows: 120,
  parameterCount: 15,
  loss: "categorical-cross-entropy",
  metrics: ["accuracy"],
};

export function point(step: number): HistoryPoint {
  return {
    step,
    epoch: step / 10,
    examples: step * 12,
    elapsedMs: step * 2,
    loss: 1 / step,
    metrics: { accuracy: 0.5 },
    ...(step % 10 === 0 ? { validation: { loss: 2 / step, accuracy: 0.75 } } : {}),
  };
}

export function progress(step: number): RunProgress {
  const { epoch, examples, elapsedMs } = point(step);
  return { step, epoch, examples, elapsedMs, examplesPerSecond: 6_000, remainingMs: 40, memoryBytes: 1_024 };
}

/** How a run ends that has a model to keep. */
export function outcome(id: string, status: RunOutcome["summary"]["status"] = "finished"): RunOutcome {
  const run = runRecord(id);
  const { modelId: _none, ...summary } = run.summary;
  const { project, layers, inputs, target, preprocess, dataFingerprint, parameterCount } = modelRecord("m", run);
  return {
    summary: { ...summary, status, steps: 30, epochs: 3, finalLoss: 0.03, backend: "wasm" },
    model: {
      record: { project, layers, inputs, target, preprocess, dataFingerprint, parameterCount },
      checkpoint: checkpoint(),
    },
  };
}

type StartRun = Extract<TrainingCommand, { type: "start-run" }>;

/** Takes the command that starts the run and starts it. */
export async function begin(thread: ThreadEnd): Promise<StartRun> {
  const command = await thread.next();
  if (command.type !== "start-run") throw new Error(`was asked to ${command.type}`);
  thread.send({ type: "run-preparing", id: command.id, stage: { en: "Reading", zh: "读取" }, fraction: 0.5 });
  thread.send({ type: "run-started", id: command.id, plan });
  return command;
}

export function advance(thread: ThreadEnd, id: string, from: number, to: number): void {
  const points = Array.from({ length: to - from + 1 }, (_, index) => point(from + index));
  thread.send({ type: "run-progress", id, points, progress: progress(to) });
}
