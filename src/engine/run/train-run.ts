/**
 * One run from project to outcome: data, model, device, training with its curves, a last look at validation and test.
 * Knows no thread and no page: the caller passes files, device, clock and stop signal, and posts what comes out.
 */
import { StudioError } from "../../language/studio-error.ts";
import { type Text, sentences } from "../../language/text.ts";
import type { RunOutcome, RunPlan } from "../../project/records.ts";
import type { Device } from "../../tensor/backends.ts";
import { type BegunRun, beginRun } from "./begin-run.ts";
import { type ChosenBackend, backendFor } from "./choose-backend.ts";
import { type ChosenTrainer, createTrainer } from "../create-trainer.ts";
import { planNote } from "./plan-note.ts";
import { createPreviewer } from "./preview.ts";
import { type TrainingSetup, setUpTraining } from "../reference/training-setup.ts";
import type { RunEvent, RunHost } from "./run-host.ts";
import { stoppedEarly } from "./run-outcome.ts";
import { RunSession } from "./run-session.ts";

/**
 * Ends in the outcome, also when training fails on the way. Throws a `StudioError` when it cannot even begin: a wrong
 * project, data that do not suit or are others than the checkpoint's, a missing device.
 */
export async function* trainRun(host: RunHost): AsyncGenerator<RunEvent, RunOutcome, void> {
  yield { type: "run-preparing", stage: { en: "Loading the data", zh: "正在加载数据" } };
  const starting = backendFor(host.project, host.preferred, host.start);
  // What is wrong with the data is told first.
  starting.catch(() => undefined);
  try {
    const begun = await beginRun(host.project, host.access);
    if (begun === null) return stoppedEarly(host.id, host.project, host.preferred);
    try {
      return yield* trainOn(begun, host, starting);
    } finally {
      begun.close();
    }
  } finally {
    // One that is still starting would be switched on under whoever comes next; why none starts is told by then.
    await starting.then(
      ({ device }) => device.ops.dispose(),
      () => undefined,
    );
  }
}

async function* trainOn(
  begun: BegunRun,
  host: RunHost,
  starting: Promise<ChosenBackend>,
): AsyncGenerator<RunEvent, RunOutcome, void> {
  const { prepared, resolved, backbone } = begun;
  if (host.from !== null && host.from.memory.dataFingerprint !== prepared.dataFingerprint) {
    throw new StudioError(otherData);
  }
  yield { type: "run-preparing", stage: { en: "Starting the device", zh: "正在启动计算设备" } };
  const { device, note } = await starting;
  const setup = await setUpTraining(resolved.project, resolved.plan, prepared, device, host.source ?? backbone);
  const chosen = await createTrainer(host.project.training.trainer, device, setup, prepared, host.now);
  const { trainer } = chosen;
  try {
    if (host.from !== null) trainer.restore(host.from.weights);
    const previewer = await createPreviewer(prepared);
    yield { type: "run-started", plan: planOf(device, note, setup, begun, chosen) };
    yield { type: "run-preparing", stage: firstStep };
    return yield* new RunSession({ host, device, setup, begun, trainer, kind: chosen.kind, previewer }).train();
  } finally {
    trainer.dispose();
  }
}

function planOf(
  device: Device,
  fallback: Text | undefined,
  setup: TrainingSetup,
  begun: BegunRun,
  chosen: ChosenTrainer,
): RunPlan {
  const notes = [begun.prepared.note, fallback, chosen.note].filter((each) => each !== undefined);
  const all = notes.length === 0 ? undefined : sentences(...notes);
  const note = chosen.kind === "compiled" ? all : planNote(device.backend, begun.resolved.plan.layers, all);
  return {
    backend: device.backend,
    ...(device.adapter === undefined ? {} : { adapter: device.adapter }),
    isSoftware: device.isSoftware,
    trainer: chosen.kind,
    ...(note === undefined ? {} : { note }),
    totalSteps: setup.totalSteps,
    stepsPerEpoch: setup.stepsPerEpoch,
    trainRows: begun.prepared.parts.train.length,
    parameterCount: begun.resolved.plan.parameterCount,
    loss: begun.resolved.loss,
    metrics: [...setup.metrics, ...setup.wholeMetrics].map(({ id }) => id),
  };
}

const firstStep: Text = {
  en: "The first step: the device prepares what it computes with, which may take a while",
  zh: "第一步：设备正在准备计算程序，可能需要一些时间",
};

const otherData = {
  code: "data-changed",
  text: {
    en: "This run cannot go on: its data set is not the one that it began with. Train anew.",
    zh: "无法继续这次训练：数据集与开始时不同。请重新训练。",
  },
};
