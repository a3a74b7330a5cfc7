/** A stored model measured again on each part of its data. */
import { beforeAll, describe, expect, test } from "vitest";
import { openData } from "../../../src/engine/data/resolve-data.ts";
import { evaluateModel } from "../../../src/engine/evaluation/evaluate-model.ts";
import type { EvaluatedPart } from "../../../src/project/model-evaluation.ts";
import type { RunOutcome } from "../../../src/project/records.ts";
import { type Device, startBackend } from "../../../src/tensor/backends.ts";
import { leakedBy } from "../../support/check-ops.ts";
import { dataAccess } from "../../support/data-access.ts";
import { refusal } from "../../support/refusal.ts";
import { runProject } from "../../support/run-project.ts";

let device: Device;
beforeAll(async () => {
  device = await startBackend("cpu");
});

async function evaluated(
  { model }: RunOutcome,
  part: EvaluatedPart,
  changes: {
    readonly dataFingerprint?: string;
    readonly signal?: AbortSignal;
    readonly tell?: (share: number) => void;
  } = {},
) {
  const { record, checkpoint } = model!;
  const signal = changes.signal ?? new AbortController().signal;
  const opened = await openData(record.project.data, dataAccess(signal));
  const own = { ...record, dataFingerprint: changes.dataFingerprint ?? record.dataFingerprint };
  return evaluateModel(device, own, checkpoint, opened, {
    access: dataAccess(signal),
    part,
    tell: changes.tell ?? (() => undefined),
    signal,
  });
}

describe("a model of classes", () => {
  let outcome: RunOutcome;
  beforeAll(async () => {
    ({ outcome } = await runProject({
      data: { id: "iris", balance: { by: "oversample" }, split: { train: 0.5, validation: 0.2, test: 0.3, by: "row" } },
      model: { architecture: "mlp", config: { units: [8] } },
      training: {
        optimizer: { id: "adam", learningRate: 0.02 },
        epochs: 4,
        batchSize: 16,
        metrics: [{ id: "top-k", k: 2 }],
      },
    }));
  });

  test("scores what its run scored, in every metric that suits it", async () => {
    const evaluation = (await evaluated(outcome, "test"))!;
    expect(evaluation).toMatchObject({ part: "test", rows: 45, partRows: 45 });
    expect(evaluation.loss).toBeCloseTo(outcome.summary.test["loss"]!, 5);
    expect(evaluation.metrics["top-k"]).toBeCloseTo(outcome.summary.test["top-k"]!, 12);
    expect(Object.keys(evaluation.metrics)).toHaveLength(10);
    expect(evaluation.metrics["log-loss"]).toBeCloseTo(evaluation.loss, 5);
  });

  test("shows what it takes for what, and names the rows by their place in the data", async () => {
    const { detail, metrics } = (await evaluated(outcome, "validation"))!;
    if (detail?.task !== "classification") throw new Error("Irises have classes");
    const right = detail.confusion.reduce((sum, row, at) => sum + row[at]!, 0);
    expect(right / 30).toBeCloseTo(metrics["accuracy"]!, 12);
    expect(detail.curves).toHaveLength(3);
    expect(detail.curves.every(({ roc }) => roc[0]!.x === 0 && roc.at(-1)!.y === 1)).toBe(true);
    // The species of iris stand in the file fifty by fifty.
    const rows = detail.cells.flatMap((cell) => cell.rows);
    expect(rows.length).toBeGreaterThanOrEqual(12);
    expect(rows.map(({ row, truth }) => Math.floor(row / 50) === truth)).not.toContain(false);
  });

  test("counts a training row once, however often it was drawn", async () => {
    expect(await evaluated(outcome, "train")).toMatchObject({ rows: 75, partRows: 75 });
  });

  test("leaves nothing on the device, and can be given up", async () => {
    expect(await leakedBy(async () => void (await evaluated(outcome, "test")))).toBe(0);
    const abort = new AbortController();
    const shares: number[] = [];
    const tell = (share: number): void => {
      shares.push(share);
      abort.abort();
    };
    expect(await evaluated(outcome, "test", { signal: abort.signal, tell })).toBeNull();
    expect(shares).toHaveLength(1);
  });

  test("is not measured on other data than its own", async () => {
    expect((await refusal(evaluated(outcome, "test", { dataFingerprint: "other" }))).code).toBe("data-changed");
  });
});

test("of a number, says how far off it is in its own unit, and where most", async () => {
  const { outcome } = await runProject({
    data: {
      id: "noisy-line",
      split: { train: 0.8, validation: 0.2, test: 0 },
      preprocess: [],
      standardizeTarget: true,
    },
    model: { architecture: "linear" },
    training: { optimizer: { id: "adam", learningRate: 0.1 }, epochs: 30, batchSize: 32 },
  });
  const { loss, metrics, detail, rows } = (await evaluated(outcome, "validation"))!;
  if (detail?.task !== "regression") throw new Error("The line's target is a number");
  expect(metrics["mse"]! / loss).toBeCloseTo(1, 4);
  expect(metrics["mae"]! / outcome.summary.validation["mae"]!).toBeCloseTo(1, 4);
  const { bins, mean, deviation } = detail.residuals;
  expect(bins.counts.reduce((sum, count) => sum + count, 0)).toBe(rows);
  expect(mean ** 2 + deviation ** 2).toBeCloseTo(metrics["mse"]!, 8);
  expect(new Set(detail.points.map(({ row }) => row)).size).toBe(rows);
  const off = detail.worst.map(({ truth, prediction }) => Math.abs(prediction - truth));
  expect(off).toEqual(off.toSorted((a, b) => b - a));
  expect(off[0]).toBeCloseTo(bins.maximum, 10);
  const none = await refusal(evaluated(outcome, "test"));
  expect(none.text.en).toBe("The model's data has no test rows. Choose another part.");
});
