/** Losses in training: each falls, and a project names it with or without settings. */
import { beforeAll, expect, test } from "vitest";
import { losses } from "../../../src/catalog/losses/index.ts";
import { type Device, startBackend } from "../../../src/tensor/backends.ts";
import { buildTrainer, lossesOf, madeData } from "../../support/build-trainer.ts";
import { refusal } from "../../support/refusal.ts";
import { runProject } from "../../support/run-project.ts";

let device: Device;
beforeAll(async () => {
  device = await startBackend("cpu");
});

test.each(losses)("$id falls", async ({ id, tasks, ...definition }) => {
  const isClasses = (tasks as readonly string[]).includes("classification");
  const made = madeData(64, isClasses ? "classification" : "regression");
  const isPositive = "ending" in definition;
  const data = isPositive ? { ...made, targets: Float32Array.from(made.targets, (value) => value + 2.5) } : made;
  const layers = [
    { type: "dense", units: isClasses ? 2 : 1, activation: isPositive ? "exponential" : "linear" },
  ] as const;
  const training = { loss: { id }, optimizer: { id: "adam", learningRate: 0.05 }, batchSize: 16 };
  const { trainer } = await buildTrainer(device, data, { layers, training });
  const course = await lossesOf(trainer, 80);
  const mean = (part: readonly number[]) => part.reduce((sum, loss) => sum + loss, 0) / part.length;
  // A Poisson loss does not end at 0.
  const floor = isPositive ? mean(course.slice(-4)) - 0.05 : 0;
  expect(mean(course.slice(-4)) - floor).toBeLessThan(0.6 * (mean(course.slice(0, 4)) - floor));
  trainer.dispose();
});

test("a project gives a loss settings, which the model's record keeps", async () => {
  const loss = { id: "focal", gamma: 1 };
  const { outcome } = await runProject({ data: { id: "moons" }, training: { loss, steps: 2, backend: "cpu" } });
  expect(outcome.summary.status).toBe("finished");
  expect(outcome.model?.record.project.training.loss).toEqual({ id: "focal", gamma: 1, alpha: 0.25 });
});

test("a loss of counts has the model answer above 0, and wants the target as it stands", async () => {
  const project = (standardizeTarget: boolean) => ({
    data: { id: "noisy-line", standardizeTarget },
    model: { architecture: "linear" },
    training: { loss: "poisson", steps: 1, backend: "cpu" },
  });
  const { outcome } = await runProject(project(false));
  expect(outcome.model?.record.layers.at(-1)).toMatchObject({ type: "dense", activation: "exponential" });
  const problem = await refusal(runProject(project(true)));
  expect(problem.code).toBe("loss-scale");
  expect(problem.text.en).toMatch(/Set data\.standardizeTarget to false/);
});
