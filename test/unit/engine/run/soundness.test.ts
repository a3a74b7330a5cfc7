/** A run that has blown up says so, though its loss is still a number; a noisy one is left alone. */
import { describe, expect, test } from "vitest";
import { optimizers } from "../../../../src/catalog/optimizers/index.ts";
import { chanceLoss } from "../../../../src/engine/run/soundness.ts";
import type { Target } from "../../../../src/project/records.ts";
import { dataOf } from "../../../support/build-trainer.ts";
import { runProject } from "../../../support/run-project.ts";

const moons = { data: { id: "moons" }, model: { architecture: "mlp", config: { units: [8] } } };
const line = { data: { id: "noisy-line" }, model: { architecture: "linear" } };
const adam = (learningRate: number, more: object = {}) => ({
  training: { optimizer: { id: "adam", learningRate }, batchSize: 32, epochs: 10, ...more },
});

describe("blown up", () => {
  test.each([
    ["Adam at 1e20", { ...moons, ...adam(1e20) }],
    ["Adam at 1e20 for one step", { ...moons, ...adam(1e20, { steps: 1 }) }],
    ["Adam at 1e6 for one step", { ...moons, ...adam(1e6, { steps: 1 }) }],
    ["Adam at 1e6, with a goal that only a constant answer misses", { ...moons, ...adam(1e6) }],
    [
      "a line at a rate that overshoots further each step",
      { ...line, training: { optimizer: { id: "sgd", learningRate: 2 }, steps: 12 } },
    ],
    [
      "numbers in thousands as they stand",
      {
        data: { id: "penguins", preprocess: [{ step: "impute" }, { step: "one-hot" }] },
        training: { optimizer: { id: "gradient-descent" }, epochs: 40 },
      },
    ],
  ])("%s is told, with the knob to turn, and leaves no useless model", async (_, project) => {
    const { outcome } = await runProject(project);
    expect(outcome.summary.status).toBe("failed");
    expect(outcome.problem).toMatchObject({ code: "diverged" });
    expect(outcome.problem?.text.en).toContain("try a tenth of it");
    expect(outcome.problem?.text.zh).toContain("十分之一");
    expect(outcome.model).toBeUndefined();
    expect(outcome.summary).toMatchObject({ validation: {}, test: {} });
  });

  test("after it had learnt keeps the weights from before, with what they score", async () => {
    // The rate climbs from a sound one to one at which the line swings ever wider.
    const schedule = { id: "one-cycle", startDivisor: 100, rise: 0.9 };
    const training = { optimizer: { id: "sgd", learningRate: 4 }, schedule, batchSize: 16, epochs: 120 };
    const { outcome } = await runProject({ ...line, training });
    expect(outcome.summary.status).toBe("failed");
    expect(outcome.problem?.code).toBe("diverged");
    const step = outcome.model?.checkpoint.step ?? 0;
    expect(step).toBeGreaterThan(20);
    expect(step).toBeLessThan(outcome.summary.steps);
    expect(outcome.summary.reason.en).toContain(`The model has the weights of step ${step}, from before.`);
    expect(outcome.summary.test["r2"]).toBeGreaterThan(0.5);
    expect(outcome.summary.validation["loss"]).toBeLessThan(1);
  });
});

describe("noisy", () => {
  const noisy = optimizers.map(({ id }) => [id, { optimizer: { id } }] as const);
  test.each([
    ...noisy,
    ["one example at ten times the rate", { optimizer: { id: "stochastic", learningRate: 0.1 } }],
  ] as const)("%s is left alone", async (_, training) => {
    for (const project of [moons, line]) {
      const { outcome } = await runProject({ ...project, training: { ...training, batchSize: 4, epochs: 4 } });
      expect(outcome.summary.status).toBe("finished");
    }
  });

  test("a loss that begins far up is measured against where it began", async () => {
    const { outcome } = await runProject({
      data: { id: "penguins", target: "Body Mass (g)", standardizeTarget: false },
      training: { optimizer: { id: "adam", learningRate: 0.01 }, epochs: 5 },
    });
    expect(outcome.summary.status).toBe("finished");
    expect(outcome.summary.finalLoss).toBeGreaterThan(1e6);
  });
});

test("chance is the entropy of even classes, or the variance of the numbers taught, in the loss's unit", () => {
  const chance = (target: Target, targets: Int32Array | Float32Array, train: Int32Array, unit: number) =>
    chanceLoss({ ...dataOf([1], Float32Array.from(targets), targets), target, parts: partsOf(train) }, unit);
  const classes: Target = { task: "classification", name: "c", classes: ["a", "b", "c", "d"] };
  expect(chance(classes, new Int32Array(2), Int32Array.of(0, 1), 1)).toBeCloseTo(1.3862943611, 9);
  const tokens: Target = { task: "generation", name: "t", tokens: ["", "", "a", "b"], by: "character" };
  expect(chance(tokens, new Float32Array(2), Int32Array.of(0, 1), 1)).toBeCloseTo(1.3862943611, 9);
  // Of 1, 3 and 8: mean 4, squares 9, 1 and 16.
  const rows = [Float32Array.of(1, 3, 99, 8), Int32Array.of(0, 1, 3)] as const;
  expect(chance({ task: "regression", name: "n" }, ...rows, 10)).toBeCloseTo(260 / 3, 9);
  expect(chance({ task: "reconstruction", name: "n" }, ...rows, 1)).toBeCloseTo(26 / 3, 9);
});

function partsOf(train: Int32Array) {
  return { train, validation: new Int32Array(), test: new Int32Array() };
}
