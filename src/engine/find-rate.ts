/**
 * The learning-rate range test (Smith 2017, "Cyclical Learning Rates"): from the run's own initial weights the rate rises
 * exponentially, step by step, until the loss blows up. Smoothing and stopping as fastai does them.
 */
import { findDefinition } from "../catalog/definition.ts";
import type { DatasetAccess } from "../catalog/datasets/dataset.ts";
import { optimizers } from "../catalog/optimizers/index.ts";
import type { OptimizerDefinition } from "../catalog/optimizers/optimizer.ts";
import { formatsFor } from "../language/format.ts";
import { StudioError } from "../language/studio-error.ts";
import type { Text } from "../language/text.ts";
import type { Project } from "../project/project.ts";
import type { RatePoint, RateTest } from "../project/rate-test.ts";
import type { BackendId, SavedTensor } from "../project/records.ts";
import type { Device } from "../tensor/backends.ts";
import { type BegunRun, beginRun } from "./run/begin-run.ts";
import { chooseBackend } from "./run/choose-backend.ts";
import { ReferenceTrainer } from "./reference/reference-trainer.ts";
import { setUpTraining } from "./reference/training-setup.ts";
import type { Trainer } from "./trainer.ts";

const LOWEST = 1e-7;
const HIGHEST = 10;
const STEPS = 100;
const KEPT = 0.98;
/** The mean of the first few losses jumps with each batch, whatever the rate. */
const SKIPPED = STEPS / 10;
/** A slope is taken over so many points to either side, so that one batch does not decide. */
const REACH = 5;
/** The loss has blown up when its running mean is so many times the best. */
const BLOWN_UP = 4;

/** Between two words on how far it is. */
const TELL_MS = 100;

export interface RateTestHost {
  readonly project: Project;
  /** As for a run. */
  readonly source?: readonly SavedTensor[] | undefined;
  readonly preferred: readonly BackendId[];
  readonly access: DatasetAccess;
  readonly start: (backend: BackendId) => Promise<Device>;
  readonly now: () => number;
  /** How far it is, from 0 to 1 once it tries rates. */
  readonly tell: (stage: Text, fraction?: number) => void;
}

/** Throws a `StudioError` for a project or data that do not suit, a missing device, or when it is cancelled. */
export async function findRate(host: RateTestHost): Promise<RateTest> {
  const { isWhole }: Pick<OptimizerDefinition, "isWhole"> = findDefinition(
    optimizers,
    host.project.training.optimizer.id,
  );
  if (isWhole === true) throw new StudioError(needsNone);
  const begun = await beginRun(host.project, host.access);
  if (begun === null) throw new StudioError(cancelled);
  try {
    return await tryRates(begun, host);
  } finally {
    begun.close();
  }
}

async function tryRates({ prepared, resolved, backbone }: BegunRun, host: RateTestHost): Promise<RateTest> {
  const { signal } = host.access;
  host.tell(starting);
  const { device } = await chooseBackend(host.project.training.backend, host.preferred, host.start);
  const setup = {
    ...(await setUpTraining(resolved.project, resolved.plan, prepared, device, host.source ?? backbone)),
    learningRate: { first: {}, at: rateOf, observe: () => ({}) },
  };
  const trainer = new ReferenceTrainer(device, setup, prepared, host.now);
  try {
    const points = await climb(trainer, host);
    if (signal.aborted) throw new StudioError(cancelled);
    return answerOf(points);
  } finally {
    trainer.dispose();
    device.ops.dispose();
  }
}

/** Of a step, from 1. */
function rateOf(step: number): number {
  return LOWEST * (HIGHEST / LOWEST) ** ((step - 1) / (STEPS - 1));
}

async function climb(trainer: Trainer, { access: { signal }, now, tell }: RateTestHost): Promise<readonly RatePoint[]> {
  let toldAt = -Infinity;
  const points: RatePoint[] = [];
  let mean = 0;
  let best = Infinity;
  try {
    for (let step = 1; step <= STEPS && !signal.aborted; step++) {
      for await (const { sums } of trainer.run(1, signal)) {
        const loss = trainer.measures(sums[0]!)["loss"]!;
        mean = KEPT * mean + (1 - KEPT) * loss;
        const smoothed = mean / (1 - KEPT ** step);
        points.push({ rate: rateOf(step), loss, smoothed });
        if (now() - toldAt >= TELL_MS) {
          toldAt = now();
          tell(climbing, step / STEPS);
        }
        if (smoothed > BLOWN_UP * best) return points;
        best = Math.min(best, smoothed);
      }
    }
  } catch (thrown) {
    // A loss that is no longer finite is what the test goes towards.
    if (!(thrown instanceof StudioError) || thrown.code !== "diverged") throw thrown;
  }
  return points;
}

function answerOf(points: readonly RatePoint[]): RateTest {
  const steepest = suggestedRate(points);
  // More digits than two are noise.
  const suggestion = steepest === null ? null : Number(steepest.toPrecision(2));
  return { points, suggestion, text: suggestion === null ? neverFell : suggested(suggestion) };
}

/** The rate at which the smoothed loss falls most steeply over the logarithm of the rate; null when it never falls. */
export function suggestedRate(points: readonly RatePoint[]): number | null {
  let steepest = 0;
  let rate: number | null = null;
  for (let at = SKIPPED; at < points.length - REACH; at++) {
    const [before, after] = [points[at - REACH]!, points[at + REACH]!];
    const slope = (after.smoothed - before.smoothed) / Math.log(after.rate / before.rate);
    if (slope >= steepest) continue;
    steepest = slope;
    rate = points[at]!.rate;
  }
  return rate;
}

function suggested(rate: number): Text {
  return {
    en: `The loss falls most steeply at a learning rate of ${formatsFor("en").number(rate)}.`,
    zh: `学习率为 ${formatsFor("zh").number(rate)} 时损失下降最快。`,
  };
}

const neverFell: Text = {
  en: "The loss never fell at any learning rate, so none can be suggested. Check the data, or try another model or optimizer.",
  zh: "在任何学习率下损失都没有下降，无法给出建议。请检查数据，或更换模型或优化器。",
};

const starting: Text = { en: "Starting the device", zh: "正在启动计算设备" };
const climbing: Text = { en: "Trying one rate after another", zh: "正在逐个尝试学习率" };

const needsNone = {
  code: "rate-test-whole",
  text: {
    en: "L-BFGS takes the length of its steps from the loss's curvature; 1 is its learning rate.",
    zh: "L-BFGS 根据损失的曲率确定步长，学习率用 1 即可。",
  },
};

const cancelled = {
  code: "rate-test-cancelled",
  text: { en: "The test was cancelled before it was done.", zh: "测试在完成之前已取消。" },
};
