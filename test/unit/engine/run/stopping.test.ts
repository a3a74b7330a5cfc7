/** Each rule that ends a run early: when it fires, what it says, and which weights are left. */
import { describe, expect, test } from "vitest";
import { type Ran, runProject, steadyClock } from "../../../support/run-project.ts";

const moons = (training: Readonly<Record<string, unknown>>, split: Readonly<Record<string, unknown>> = {}) => ({
  data: { id: "moons", split },
  model: { architecture: "mlp", config: { units: [8] } },
  training: { optimizer: { id: "adam", learningRate: 0.02 }, batchSize: 32, epochs: 400, ...training },
});
const validations = ({ points }: Ran) => points.filter(({ validation }) => validation !== undefined);

test("a goal ends the run at the first evaluation that reaches it", async () => {
  const ran = await runProject(moons({ stopping: { target: { metric: "accuracy", value: 0.9 } } }));
  const { summary } = ran.outcome;
  expect(summary.status).toBe("finished");
  expect(summary.steps).toBeLessThan(4000);
  expect(validations(ran).map(({ validation }) => validation!["accuracy"]! >= 0.9)).toEqual(
    validations(ran).map((_, at, all) => at === all.length - 1),
  );
  expect(summary.reason.en).toMatch(
    new RegExp(`^The goal was reached at step ${summary.steps}: validation accuracy 0\\.\\d+, at least 0\\.9\\.$`),
  );
  expect(summary.reason.zh).toMatch(
    new RegExp(`^第 ${summary.steps} 步达到目标：验证准确率 0\\.\\d+，不低于 0\\.9。$`),
  );
});

test("a goal for the loss is reached from above, on the training part where there is no other", async () => {
  const split = { train: 0.9, validation: 0, test: 0.1 };
  const ran = await runProject(moons({ stopping: { target: { value: 0.3 } } }, split));
  expect(ran.outcome.summary).toMatchObject({ status: "finished", validation: {} });
  expect(ran.outcome.summary.reason.en).toMatch(
    /^The goal was reached at step \d+: training loss \(there is no validation part\) 0\.[12]\d*, at most 0\.3\.$/,
  );
  expect(ran.outcome.summary.reason.zh).toContain("训练损失（没有验证集）");
});

test("a time limit ends the run at the next readback", async () => {
  const { outcome } = await runProject(moons({ stopping: { seconds: 30 } }), { now: steadyClock(50) });
  expect(outcome.summary.status).toBe("finished");
  expect(outcome.summary.reason).toEqual({
    en: `The time limit of 30 s was reached at step ${outcome.summary.steps}.`,
    zh: `第 ${outcome.summary.steps} 步时已达到 30 秒的时间上限。`,
  });
  expect(outcome.summary.elapsedMs).toBeGreaterThanOrEqual(30_000);
  expect(outcome.summary.elapsedMs).toBeLessThan(32_000);
  expect(outcome.summary.test["accuracy"]).toBeGreaterThan(0.5);
});

test("a gradient that has become short ends the run", async () => {
  const line = {
    data: { id: "noisy-line" },
    model: { architecture: "linear" },
    training: {
      optimizer: { id: "gradient-descent", learningRate: 0.1 },
      epochs: 5000,
      stopping: { gradientNorm: 0.001 },
    },
  };
  const { outcome } = await runProject(line);
  expect(outcome.summary.status).toBe("finished");
  expect(outcome.summary.steps).toBeLessThan(5000);
  expect(outcome.summary.reason.en).toMatch(
    /^The gradient was short enough at step \d+: norm (0\.000\d+|.* × 10⁻.*), below 0\.001\.$/,
  );
});

describe("patience", () => {
  const restless = { id: "adam", learningRate: 0.3 };
  const patience = (more: Readonly<Record<string, unknown>> = {}) =>
    moons({ optimizer: restless, stopping: { patience: { evaluations: 8, ...more } } });

  test("ends the run when nothing improves, and the model is the best one", async () => {
    const ran = await runProject(patience());
    const { summary, model } = ran.outcome;
    const losses = validations(ran).map(({ validation }) => validation!["loss"]!);
    const lowest = losses.indexOf(Math.min(...losses));
    const best = validations(ran)[lowest]!;
    expect(losses.length).toBe(lowest + 1 + 8);
    expect(summary).toMatchObject({ status: "finished", validation: best.validation, modelStep: best.step });
    expect(model?.checkpoint.step).toBe(best.step);
    expect(summary.reason.en).toContain(`Stopped at step ${summary.steps}: no better validation loss than 0.`);
    expect(summary.reason.en).toContain(
      `(step ${best.step}) in 8 evaluations. The model has the best weights, of step`,
    );
    expect(summary.reason.zh).toMatch(/连续 8 次评估，验证损失未优于 0\.\d+（第 \d+ 步）。模型采用第 \d+ 步的最佳权重/);
  });

  test("without restoring leaves the last weights, which measure otherwise", async () => {
    const kept = await runProject(patience());
    const last = await runProject(patience({ restoreBest: false }));
    expect(last.outcome.summary.steps).toBe(kept.outcome.summary.steps);
    expect(last.outcome.model?.checkpoint.step).toBe(last.outcome.summary.steps);
    expect(last.outcome.summary.reason.en).not.toContain("best weights");
    expect(last.outcome.summary.test).not.toEqual(kept.outcome.summary.test);
  });

  test("does not take a gain for one that is smaller than asked for", async () => {
    const ran = await runProject(patience({ minImprovement: 10 }));
    expect(validations(ran)).toHaveLength(9);
    expect(ran.outcome.model?.checkpoint.step).toBe(validations(ran)[0]!.step);
  });

  test("repeats bit for bit, whatever the clock says", async () => {
    const strip = ({ outcome }: Ran) => ({
      ...outcome.summary,
      elapsedMs: 0,
      tensors: outcome.model?.checkpoint.tensors.map(({ values }) => [...values]),
    });
    const first = await runProject(patience(), { now: steadyClock(1) });
    const second = await runProject(patience(), { now: steadyClock(500) });
    expect(strip(second)).toEqual(strip(first));
  });

  test("keeps the best weights of a run that its user stops, and of one that goes to its end", async () => {
    const stopped = await runProject(patience({ evaluations: 10_000 }), {
      now: steadyClock(100),
      onEvent: (event, stop) => {
        if (event.type === "run-progress" && event.progress.step > 100) stop();
      },
    });
    expect(stopped.outcome.summary.status).toBe("stopped");
    expect(stopped.outcome.summary.reason.en).toMatch(/^Stopped by you at step \d+\. The model has the best weights/);
    const whole = patience({ evaluations: 10_000 });
    const ended = await runProject({ ...whole, training: { ...whole.training, epochs: 30 } });
    expect(ended.outcome.summary.reason.en).toMatch(/^All 30 epochs done\. The model has the best weights, of step/);
  });
});

test.each([
  ["target", { target: { metric: "r2", value: 0.5 } }],
  ["patience", { patience: { metric: "mae" } }],
])("a measure that does not suit the data is refused with a sentence: %s", async (rule, stopping) => {
  await expect(runProject(moons({ stopping }))).rejects.toThrow(
    new RegExp(`training\\.stopping\\.${rule}\\.metric: .* does not suit .*Use one of: loss, accuracy`),
  );
});
