/**
 * One run from project to outcome: data, model, device, training with its curves, a last look at validation and test.
 * Knows no thread and no page: the caller passes files, device, clock and stop signal, and posts what comes out.
 */
import type { DatasetAccess } from "../catalog/datasets/dataset.ts";
import { type Problem, problemOf } from "../language/studio-error.ts";
import type { Text } from "../language/text.ts";
import type { Project } from "../project/project.ts";
import type {
  BackendId,
  Checkpoint,
  HistoryPoint,
  Preview,
  RunOutcome,
  RunPlan,
  RunProgress,
} from "../project/records.ts";
import type { Device } from "../tensor/backends.ts";
import { type BegunRun, beginRun } from "./begin-run.ts";
import { chooseBackend } from "./choose-backend.ts";
import { nextTask } from "./next-task.ts";
import { planNote } from "./plan-note.ts";
import { createPreviewer } from "./preview.ts";
import { ReferenceTrainer } from "./reference/reference-trainer.ts";
import { type TrainingSetup, setUpTraining } from "./reference/training-setup.ts";
import { RunJournal } from "./run-journal.ts";
import { outcomeOf, stoppedEarly } from "./run-outcome.ts";
import { Stopping } from "./stopping.ts";
import { stepsToValidation } from "./training-cadence.ts";

export interface RunHost {
  readonly id: string;
  readonly project: Project;
  readonly preferred: readonly BackendId[];
  readonly access: DatasetAccess;
  readonly start: (backend: BackendId) => Promise<Device>;
  /** Stops the run; what has been learnt is kept. */
  readonly signal: AbortSignal;
  /** Milliseconds that never go back. */
  readonly now: () => number;
}

export type RunEvent =
  | { readonly type: "run-preparing"; readonly stage: Text; readonly fraction?: number }
  | { readonly type: "run-started"; readonly plan: RunPlan }
  | {
      readonly type: "run-progress";
      readonly points: readonly HistoryPoint[];
      readonly progress: RunProgress;
      readonly preview?: Preview;
    };

/** Between two messages to the page. */
const PROGRESS_MS = 300;
/** Who stops a run does not want to wait long for its last measures. */
const PATIENCE_AFTER_STOP_MS = 2000;
/** A preview may take this share of the time. */
const PREVIEW_SHARE = 0.1;

/**
 * Ends in the outcome, also when training fails on the way. Throws a `StudioError` when it cannot even begin: a wrong
 * project, data that do not suit, a missing device.
 */
export async function* trainRun(host: RunHost): AsyncGenerator<RunEvent, RunOutcome, void> {
  yield { type: "run-preparing", stage: { en: "Loading the data", zh: "正在加载数据" } };
  const begun = await beginRun(host.project, host.access);
  if (begun === null) return stoppedEarly(host.id, host.project, host.preferred);
  yield { type: "run-preparing", stage: { en: "Starting the device", zh: "正在启动计算设备" } };
  const { device, note } = await chooseBackend(host.project.training.backend, host.preferred, host.start);
  const setup = await setUp(begun, device);
  const trainer = new ReferenceTrainer(device, setup, begun.prepared, host.now);
  try {
    yield { type: "run-started", plan: planOf(device, note, setup, begun) };
    return yield* learn(host, device, setup, begun, trainer);
  } finally {
    trainer.dispose();
    device.ops.dispose();
  }
}

function setUp({ prepared, resolved }: BegunRun, device: Device): Promise<TrainingSetup> {
  return setUpTraining(resolved.project, resolved.plan, prepared, device);
}

function planOf(device: Device, fallback: Text | undefined, setup: TrainingSetup, begun: BegunRun): RunPlan {
  const note = planNote(device.backend, begun.resolved.layers, fallback);
  return {
    backend: device.backend,
    ...(device.adapter === undefined ? {} : { adapter: device.adapter }),
    isSoftware: device.isSoftware,
    trainer: "reference",
    ...(note === undefined ? {} : { note }),
    totalSteps: setup.totalSteps,
    stepsPerEpoch: setup.stepsPerEpoch,
    trainRows: begun.prepared.parts.train.length,
    parameterCount: begun.resolved.plan.parameterCount,
    loss: begun.resolved.loss,
    metrics: setup.metrics.map(({ id }) => id),
  };
}

async function* learn(
  host: RunHost,
  device: Device,
  setup: TrainingSetup,
  begun: BegunRun,
  trainer: ReferenceTrainer,
): AsyncGenerator<RunEvent, RunOutcome, void> {
  const { signal, now } = host;
  const previewer = await createPreviewer(begun.prepared);
  const journal = new RunJournal(setup, trainer, now());
  let problem: Problem | undefined;
  let checkpoint: Checkpoint | undefined;
  let nextPreviewAt = -Infinity;
  const predict = (inputs: Float32Array, rows: number) => trainer.predict(inputs, rows);
  const message = async function* (isLast: boolean): AsyncGenerator<RunEvent, void, void> {
    if (!isLast && !journal.isDue(now(), PROGRESS_MS)) return;
    const asked = now();
    const preview = previewer !== null && (isLast || asked >= nextPreviewAt) ? await previewer(predict) : undefined;
    if (preview !== undefined) nextPreviewAt = now() + (now() - asked) / PREVIEW_SHARE;
    yield { type: "run-progress", ...journal.take(now()), ...(preview === undefined ? {} : { preview }) };
  };
  const stopping = new Stopping(host.project.training.stopping);
  const timeIsUp = new AbortController();
  const running = AbortSignal.any([signal, timeIsUp.signal]);
  let best: ReturnType<Stopping["restoreBest"]> = null;
  try {
    while (journal.step < setup.totalSteps && !signal.aborted && stopping.reason === null) {
      const steps = stepsToValidation(journal.cadence, journal.step, setup.totalSteps);
      for await (const report of trainer.run(steps, running)) {
        journal.add(report, now());
        stopping.reported(report, journal.elapsedMs);
        if (stopping.reason !== null) timeIsUp.abort();
        yield* message(false);
      }
      if (running.aborted) break;
      const evaluated = await trainer.evaluate("validation", () => signal.aborted);
      const measures = journal.validate(evaluated, now());
      if (signal.aborted) break;
      trainer.observe(measures["loss"]!);
      await stopping.evaluated(journal.step, measures, evaluated, trainer);
    }
    journal.close(now());
    best = stopping.restoreBest(journal.step, trainer);
    // Untrained weights are no model.
    if (journal.step > 0) checkpoint = await trainer.snapshot();
    yield* message(true);
  } catch (thrown) {
    // What a lost device makes of a readback says nothing; what is heard of the device a moment later does.
    await nextTask();
    problem = device.failure() ?? problemOf(thrown);
    journal.close(now());
    if (problem.code === "diverged") checkpoint = await lastSound(trainer);
  }
  const elapsedMs = journal.elapsedMs;
  const isSound = checkpoint !== undefined && problem === undefined;
  const deadline = now() + PATIENCE_AFTER_STOP_MS;
  const isOver = () => signal.aborted && now() > deadline;
  const measured = best === null ? journal.lastValidation : best.validation;
  const validation = isSound ? (measured ?? (await trainer.evaluate("validation", isOver))) : null;
  const test = isSound ? await trainer.evaluate("test", isOver) : null;
  if (problem !== undefined) yield { type: "run-progress", ...journal.take(now()) };
  return outcomeOf({
    host,
    device,
    begun,
    journal,
    totalSteps: setup.totalSteps,
    ended: stopping.reason,
    kept: best === null ? null : stopping.keptText(journal.step),
    elapsedMs,
    problem,
    checkpoint,
    validation,
    test,
  });
}

/** The newest weights known to be finite; none when training blew up before it had learnt anything. */
async function lastSound(trainer: ReferenceTrainer): Promise<Checkpoint | undefined> {
  try {
    const checkpoint = await trainer.snapshot();
    return checkpoint.step === 0 ? undefined : checkpoint;
  } catch (thrown) {
    if (problemOf(thrown).code === "diverged") return undefined;
    throw thrown;
  }
}
