/** Records as a run leaves them, for tests that file them. */
import { layerSelection } from "../../../src/catalog/layers/index.ts";
import { parseProject } from "../../../src/project/parse-project.ts";
import type { RunCheckpoint } from "../../../src/project/run-checkpoint.ts";
import type { Checkpoint, ModelRecord, RunRecord, RunSummary } from "../../../src/project/records.ts";

export function runRecord(id: string, changes: Partial<RunSummary> = {}): RunRecord {
  const { project } = parseProject({ name: "iris", data: { id: "iris" } });
  if (project === undefined) throw new Error("iris does not parse");
  return {
    id,
    createdAt: 1_000,
    project,
    history: [
      { step: 1, epoch: 0.1, examples: 12, elapsedMs: 5, loss: 1.1, metrics: { accuracy: 0.3 } },
      { step: 2, epoch: 0.2, examples: 24, elapsedMs: 9, loss: Number.NaN, validation: { loss: 2 }, metrics: {} },
    ],
    summary: {
      id,
      name: "iris",
      status: "finished",
      reason: { en: "All 3 epochs done.", zh: "已完成全部 3 轮。" },
      modelId: null,
      backend: "cpu",
      trainer: "reference",
      steps: 2,
      epochs: 0.2,
      examples: 24,
      elapsedMs: 9,
      finalLoss: Number.NaN,
      validation: { loss: 2 },
      test: { loss: 2, accuracy: 0.5 },
      ...changes,
    },
  };
}

export function modelRecord(id: string, run: RunRecord): ModelRecord {
  return {
    id,
    name: "iris",
    createdAt: run.createdAt + 1,
    runId: run.id,
    project: run.project,
    layers: [layerSelection.parse({ type: "dense", units: 3 })],
    inputs: [{ type: "number", name: "petal width", typical: 1, minimum: 0, maximum: 2 }],
    target: { task: "classification", name: "species", classes: ["setosa", "versicolor", "virginica"] },
    preprocess: [{ step: "standardize", columns: [{ name: "petal width", values: { mean: 1, deviation: 0.5 } }] }],
    dataFingerprint: "abc",
    parameterCount: 6,
    bytes: 24,
    studioVersion: "0.1.0",
    summary: { ...run.summary, modelId: id },
    history: run.history,
  };
}

/** Two tensors that are windows of one buffer, as they arrive from the training thread. */
export function checkpoint(): Checkpoint {
  const all = Float32Array.from([1, 2, 3, 4, 5, 6]);
  return {
    step: 2,
    tensors: [
      { name: "parameter/dense-1/kernel", shape: [1, 3], values: all.subarray(0, 3) },
      { name: "optimizer/firstMoment/dense-1/kernel", shape: [3], values: all.subarray(3) },
    ],
  };
}

/** What a run of two steps goes on from. */
export function runCheckpoint(): RunCheckpoint {
  const run = runRecord("run-a");
  const { project, layers, inputs, target, preprocess, dataFingerprint, parameterCount } = modelRecord("m", run);
  const sums = { examples: 12, loss: 9, terms: [4] };
  return {
    weights: checkpoint(),
    best: { ...checkpoint(), step: 1 },
    memory: {
      journal: {
        step: 2,
        examples: 24,
        elapsedMs: 9,
        open: null,
        unvalidated: sums,
        last: run.history[1] ?? null,
        isLastAwaited: false,
      },
      stopping: { best: { step: 1, value: 0.4, validation: { loss: 0.4 } }, waited: 1, normSum: 0, norms: 0 },
      soundness: { first: 1.1, isWell: true },
      dataFingerprint,
    },
    model: { project, layers, inputs, target, preprocess, dataFingerprint, parameterCount },
  };
}
