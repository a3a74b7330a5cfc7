import { expect, test } from "vitest";
import { findRate, type RateTestHost, suggestedRate } from "../../../src/engine/find-rate.ts";
import { startBackend } from "../../../src/tensor/backends.ts";
import { deviceMemory } from "../../../src/tensor/scope.ts";
import { dataAccess } from "../../support/data-access.ts";
import { projectOf } from "../../support/project-of.ts";
import { refusal } from "../../support/refusal.ts";
import { runProject } from "../../support/run-project.ts";

const moons = (training: Readonly<Record<string, unknown>>) => ({
  data: { id: "moons" },
  model: { architecture: "mlp", config: { units: [8] } },
  training: { batchSize: 32, ...training },
});

const find = (input: unknown, signal = new AbortController().signal, tell: RateTestHost["tell"] = () => undefined) =>
  findRate({
    project: projectOf(input),
    preferred: ["cpu"],
    access: dataAccess(signal),
    start: (backend) => startBackend(backend),
    now: () => performance.now(),
    tell,
  });

test("the rate rises from 1e-7 to 10; the loss is the run's own, its mean corrected for its start", async () => {
  const project = moons({ optimizer: { id: "sgd" } });
  const { points } = await find(project);
  expect(points).toHaveLength(100);
  expect(points[0]!.rate).toBeCloseTo(1e-7, 15);
  expect(points[99]!.rate).toBeCloseTo(10, 9);
  expect(points[50]!.rate / points[49]!.rate).toBeCloseTo(1e8 ** (1 / 99), 9);
  let mean = 0;
  points.forEach(({ loss, smoothed }, at) => {
    mean = 0.98 * mean + 0.02 * loss;
    expect(smoothed).toBeCloseTo(mean / (1 - 0.98 ** (at + 1)), 9);
  });
  const run = await runProject(moons({ optimizer: { id: "sgd" }, steps: 1 }));
  expect(points[0]!.loss).toBeCloseTo(run.points[0]!.loss, 9);
});

test("the suggestion trains; the sentence says it in both languages", async () => {
  const { points, suggestion, text } = await find(moons({ optimizer: { id: "adam" } }));
  expect(text.en).toMatch(/^The loss falls most steeply at a learning rate of 0\.0*[1-9]\d?\.$/);
  expect(text.zh).toMatch(/^学习率为 [\d.]+ 时损失下降最快。$/);
  const { outcome } = await runProject(moons({ optimizer: { id: "adam", learningRate: suggestion }, epochs: 30 }));
  expect(outcome.summary.finalLoss).toBeLessThan(0.5 * points[0]!.loss);
});

test("it ends when the loss has blown up, and gives what it saw until then", async () => {
  const line = { data: { id: "noisy-line" }, model: { architecture: "mlp" }, training: { optimizer: { id: "sgd" } } };
  const { points, suggestion } = await find(line);
  expect(points.length).toBeLessThan(100);
  expect(points.every(({ loss, smoothed }) => Number.isFinite(loss) && Number.isFinite(smoothed))).toBe(true);
  expect(suggestion).toBeLessThan(points.at(-1)!.rate);
});

test("the suggestion is where the mean falls most steeply, and there is none where it never falls", () => {
  const along = (smoothed: readonly number[]) =>
    smoothed.map((value, at) => ({ rate: 1.1 ** at, loss: value, smoothed: value }));
  // The wildest fall is among the first few, whose mean is of too few batches.
  const falling = Array.from({ length: 60 }, (_, at) => (at < 3 ? 90 - 20 * at : 20 / (1 + Math.exp((at - 40) / 4))));
  expect(suggestedRate(along(falling))).toBeCloseTo(1.1 ** 40, 9);
  expect(suggestedRate(along(Array.from({ length: 60 }, (_, at) => 1 + at * at)))).toBeNull();
  expect(suggestedRate([])).toBeNull();
});

test("it tells how far it is while it tries rates", async () => {
  const told: (number | undefined)[] = [];
  await find(moons({}), undefined, (_stage, fraction) => told.push(fraction));
  expect(told.slice(0, 2)).toEqual([undefined, 0.01]);
  const fractions = told.slice(1).map(Number);
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
});

test("an optimizer that finds its own step length is refused with a sentence", async () => {
  const { code, text } = await refusal(find(moons({ optimizer: { id: "lbfgs" } })));
  expect(code).toBe("rate-test-whole");
  expect(text.en).toContain("L-BFGS");
});

test("no tensor is left behind, not by one that is cancelled either", async () => {
  await find(moons({}));
  const before = deviceMemory().tensors;
  await find(moons({}));
  const abort = new AbortController();
  abort.abort();
  expect((await refusal(find(moons({}), abort.signal))).code).toBe("rate-test-cancelled");
  expect(deviceMemory().tensors).toBe(before);
});
