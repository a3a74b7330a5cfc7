/** A project's own choice of metrics: curves over the run, scores at its end, and what is refused. */
import { expect, test } from "vitest";
import { runProject } from "../../../support/run-project.ts";

const moons = (training: Readonly<Record<string, unknown>>, split: Readonly<Record<string, unknown>> = {}) => ({
  data: { id: "moons", split },
  model: { architecture: "mlp", config: { units: [8] } },
  training: { optimizer: { id: "adam", learningRate: 0.02 }, batchSize: 32, epochs: 4, ...training },
});

test("what is chosen has its curve and its score; what is left to the studio is accuracy alone", async () => {
  const metrics = [{ id: "f1", average: "last" }, { id: "roc-auc" }, { id: "perplexity" }];
  const { outcome, points } = await runProject(moons({ metrics }));
  const validated = points.flatMap(({ validation }) => (validation === undefined ? [] : [validation]));
  expect(validated.length).toBeGreaterThan(2);
  for (const each of [...validated, outcome.summary.test, outcome.summary.validation]) {
    expect(Object.keys(each).toSorted()).toEqual(["f1", "loss", "perplexity", "roc-auc"]);
  }
  // Of the training batches only what is a mean over examples.
  expect(Object.keys(points[0]!.metrics)).toEqual(["perplexity"]);
  expect(outcome.model!.record.project.training.metrics).toEqual([
    { id: "f1", average: "last" },
    { id: "roc-auc", average: "macro" },
    { id: "perplexity" },
  ]);
  const auto = await runProject(moons({ epochs: 1 }));
  expect(Object.keys(auto.outcome.summary.test).toSorted()).toEqual(["accuracy", "loss"]);
});

test("a metric that a stopping rule goes by is measured, chosen or not", async () => {
  const { outcome } = await runProject(moons({ epochs: 200, stopping: { target: { metric: "roc-auc", value: 0.9 } } }));
  expect(outcome.summary.reason.en).toMatch(
    /^The goal was reached at step \d+: validation ROC AUC 0\.9\d*, at least 0\.9\.$/,
  );
  expect(outcome.summary.test).toHaveProperty("accuracy");
});

test("a metric that is never defined neither ends a run nor is called its best", async () => {
  // One class only in the validation part: no ranking against others.
  const stopping = { patience: { metric: "roc-auc", evaluations: 1 } };
  const { outcome } = await runProject(moons({ stopping }, { train: 0.9, validation: 0.003, test: 0.05 }));
  expect(outcome.summary.validation).not.toHaveProperty("roc-auc");
  expect(outcome.summary).toMatchObject({ status: "finished", reason: { en: "All 4 epochs done." } });
});

test.each([
  [
    "a metric of numbers for classes",
    moons({ metrics: [{ id: "accuracy" }, { id: "rmse" }] }),
    /^training\.metrics\[1\]\.id: "rmse" does not suit the target "moon", which is classes\. Use one of: accuracy, top-k, /,
  ],
  [
    "a stopping rule by a metric of the other kind",
    moons({ stopping: { target: { metric: "r2", value: 1 } } }),
    /^training\.stopping\.target\.metric: "r2" does not suit the target "moon", which is classes\. Use one of: loss, accuracy, /,
  ],
  [
    "a rule by what only a whole part tells, without a validation part",
    moons({ stopping: { patience: { metric: "f1" } } }, { train: 0.9, validation: 0, test: 0.1 }),
    /^training\.stopping\.patience\.metric: "f1" takes all answers to a part at once, and there is no validation part/,
  ],
  [
    "the same metric twice",
    moons({ metrics: [{ id: "f1" }, { id: "f1", average: "micro" }] }),
    /^training\.metrics: lists a metric twice/,
  ],
])("%s is refused", async (_name, project, sentence) => {
  await expect(runProject(project)).rejects.toThrow(sentence);
});
