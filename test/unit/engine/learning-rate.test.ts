import { beforeAll, describe, expect, test } from "vitest";
import { Course } from "../../../src/project/course.ts";
import { learningRateOf } from "../../../src/project/learning-rate.ts";
import { trainingSchema } from "../../../src/project/training.ts";
import { type Device, startBackend } from "../../../src/tensor/backends.ts";
import golden from "../../fixtures/golden/schedules.json" with { type: "json" };
import { buildTrainer, lossesOf, madeData, plain } from "../../support/build-trainer.ts";
import { runProject } from "../../support/run-project.ts";

/** Factors of every step of a run of the golden length. */
function factorsOf(training: Readonly<Record<string, unknown>>, growth = 1): readonly number[] {
  const parsed = trainingSchema.parse({ optimizer: { id: "sgd", learningRate: 1 }, ...training });
  const course = new Course({ batchSize: 1, growth, rows: golden.stepsPerEpoch });
  const rate = learningRateOf(parsed, course, golden.totalSteps);
  return Array.from({ length: golden.totalSteps }, (_, at) => rate.at(at + 1, rate.first));
}

test.each(golden.warmups)("a warm-up before $schedule.id is PyTorch's", ({ schedule, warmup, factors }) => {
  const ours = factorsOf({ schedule, warmup });
  ours.forEach((factor, at) => expect(factor, `step ${at + 1}`).toBeCloseTo(factors[at]!, 9));
});

test("a warm-up from nothing, longer than the run, never reaches the rate", () => {
  const ours = factorsOf({ warmup: { steps: 100 } });
  expect(ours.slice(0, 3)).toEqual([0, 0.01, 0.02]);
  expect(ours.at(-1)).toBeCloseTo((golden.totalSteps - 1) / 100, 12);
});

test("a schedule that counts epochs follows them when they grow shorter", () => {
  // 4 steps, 2 steps, then one an epoch.
  const ours = factorsOf({ schedule: { id: "exponential", gamma: 0.5 } }, 2);
  expect(ours.slice(0, 9)).toEqual([1, 1, 1, 1, 0.5, 0.5, 0.25, 0.125, 0.0625]);
});

describe("a schedule with a memory", () => {
  let device: Device;
  beforeAll(async () => {
    device = await startBackend("cpu");
  });

  const training = {
    optimizer: { id: "adam", learningRate: 0.1 },
    schedule: { id: "reduce-on-plateau", patience: 1, factor: 0.5 },
    batchSize: 16,
  };
  const layers = [{ type: "dense", units: 2 }] as const;

  test("goes on exactly from a checkpoint", async () => {
    const losses = [0.5, 0.6, 0.6, 0.6, 0.4, 0.7, 0.7];
    const { trainer: whole } = await buildTrainer(device, madeData(50), { layers, training });
    const { trainer: second } = await buildTrainer(device, madeData(50), { layers, training });
    for (const [at, loss] of losses.entries()) {
      if (at === 3) second.restore(structuredClone(await whole.snapshot()));
      await lossesOf(whole, 2);
      whole.observe(loss);
      if (at < 3) continue;
      await lossesOf(second, 2);
      second.observe(loss);
    }
    const [first, other] = [await whole.snapshot(), await second.snapshot()];
    expect(plain(other)).toEqual(plain(first));
    expect(other.host).toEqual(first.host);
    expect(first.host?.schedule).toEqual({ share: 0.25, stalled: 0, best: 0.4 });
    whole.dispose();
    second.dispose();
  });

  test("hears of every evaluation of a run", async () => {
    const run = (schedule: unknown) =>
      runProject({ data: { id: "moons" }, training: { ...training, schedule, epochs: 40 } });
    const { outcome } = await run(training.schedule);
    const share = outcome.model!.checkpoint.host!.schedule["share"]!;
    expect(share).toBeLessThan(1);
    const constant = await run({ id: "constant" });
    expect(outcome.summary.finalLoss).not.toBe(constant.outcome.summary.finalLoss);
  });
});
