/** Metrics that take whole answers, through both trainers; and the sheet that answers are gathered on. */
import { beforeAll, describe, expect, test } from "vitest";
import { loadMetric, metricSelection } from "../../../src/catalog/metrics/index.ts";
import { measured } from "../../../src/catalog/metrics/metric.ts";
import { AnswerSheet } from "../../../src/engine/answer-sheet.ts";
import type { Target } from "../../../src/project/records.ts";
import { type Device, startBackend } from "../../../src/tensor/backends.ts";
import { type TrainerData, buildTrainer, madeData } from "../../support/build-trainer.ts";
import { buildBoth } from "../../support/interpreter/compare-trainers.ts";

let device: Device;
beforeAll(async () => {
  device = await startBackend("cpu");
});

const classMetrics = [{ id: "roc-auc" }, { id: "f1", average: "weighted" }, { id: "accuracy" }, { id: "log-loss" }];
const layers = [{ type: "dense", units: 2 }] as const;

/** The same from the answers that the trainer gives: probabilities, or numbers in their own unit. */
async function fromAnswers(data: TrainerData, outputs: Float32Array, selection: object): Promise<number | null> {
  const sheet = new AnswerSheet(data, data.targets.length, outputs.length / data.targets.length);
  const isClasses = data.target.task === "classification";
  sheet.add(data.parts.validation, isClasses ? outputs.map(Math.log) : outputs);
  return measured(await loadMetric(metricSelection.parse(selection)), sheet.answers());
}

describe("an evaluation", () => {
  test("measures what a step cannot, beside what it can, in parts and at once", async () => {
    const data = madeData(60);
    const { trainer, setup } = await buildTrainer(device, data, {
      layers,
      training: { metrics: classMetrics, batchSize: 20 },
    });
    const { measures } = (await trainer.evaluate("validation"))!;
    expect(Object.keys(measures).toSorted()).toEqual(["accuracy", "f1", "log-loss", "loss", "roc-auc"]);
    const outputs = await trainer.predict(flatInputs(data), 60);
    for (const selection of classMetrics) {
      expect(measures[selection.id]).toBeCloseTo((await fromAnswers(data, outputs, selection))!, 5);
    }
    expect(setup.metrics.map(({ id }) => id)).toEqual(["accuracy", "log-loss"]);
    for await (const { sums } of trainer.run(1, new AbortController().signal)) {
      // A step tells only what is a mean over its examples.
      expect(Object.keys(trainer.measures(sums[0]!)).toSorted()).toEqual(["accuracy", "log-loss", "loss"]);
    }
    trainer.dispose();
  });

  test("gives the same from a recorded program, whose last chunk is filled up", async () => {
    const data = madeData(50);
    const { reference, compiled } = await buildBoth(device, data, { layers, training: { metrics: classMetrics } });
    const [given, expected] = [(await compiled.evaluate("validation"))!, (await reference.evaluate("validation"))!];
    for (const { id } of classMetrics) expect(given.measures[id]).toBeCloseTo(expected.measures[id]!, 5);
    reference.dispose();
    compiled.dispose();
  });

  test("leaves out what is not defined on its rows", async () => {
    const data = madeData(30);
    const only = data.parts.validation.filter((row) => data.targets[row] === 1);
    const { trainer } = await buildTrainer(
      device,
      { ...data, parts: { ...data.parts, validation: only } },
      { layers, training: { metrics: classMetrics } },
    );
    const { measures } = (await trainer.evaluate("validation"))!;
    expect(measures["roc-auc"]).toBeUndefined();
    expect(measures["accuracy"]).toBeGreaterThanOrEqual(0);
    trainer.dispose();
  });

  test("of numbers that are taught standardized is in their own unit", async () => {
    const made = madeData(40, "regression");
    const standardized = { mean: 100, deviation: 25 };
    const data = { ...made, target: { task: "regression", name: "mass", standardized } } as const;
    const metrics = [{ id: "mape" }, { id: "rmse" }];
    const { trainer } = await buildTrainer(device, data, {
      layers: [{ type: "dense", units: 1 }],
      training: { metrics },
    });
    const { measures } = (await trainer.evaluate("validation"))!;
    const outputs = await trainer.predict(flatInputs(data), 40);
    const truths = Array.from(data.targets, (value) => 100 + 25 * value);
    const share = truths.reduce((sum, truth, row) => sum + Math.abs(truth - outputs[row]!) / Math.abs(truth), 0) / 40;
    const squares = truths.reduce((sum, truth, row) => sum + (truth - outputs[row]!) ** 2, 0) / 40;
    expect(measures["mape"]).toBeCloseTo(share, 5);
    expect(measures["rmse"]).toBeCloseTo(Math.sqrt(squares), 3);
    trainer.dispose();
  });
});

describe("the sheet", () => {
  const target: Target = { task: "classification", name: "class", classes: ["a", "b", "c"] };

  test("softens logits in double precision, however large they are", () => {
    const sheet = new AnswerSheet({ target, targets: Int32Array.of(1, 0) }, 2, 3);
    sheet.add(Int32Array.of(0, 1), Float32Array.of(1000, 1001, 999, -3, 0, 0));
    const answers = sheet.answers();
    if (answers.task !== "classification") throw new Error("These are classes");
    // softmax of (-1, 0, -2); of equals the first is the answer.
    const [a, b, c] = [Math.exp(-1), 1, Math.exp(-2)];
    expect(answers.probabilities[1]).toBeCloseTo(b / (a + b + c), 14);
    expect(answers.surprises[0]).toBeCloseTo(Math.log(a + b + c), 14);
    expect([...answers.predicted]).toEqual([1, 1]);
  });

  test("holds no more than it may, evenly over the part", () => {
    const sheet = new AnswerSheet({ target, targets: new Int32Array(100) }, 100, 3, 150);
    for (let from = 0; from < 100; from += 10) {
      sheet.add(
        Int32Array.from({ length: 10 }, (_, at) => from + at),
        new Float32Array(30),
      );
    }
    expect([...sheet.rows()].filter((_, at) => at % 10 === 0)).toEqual([0, 20, 40, 60, 80]);
    expect(sheet.answers().truths).toHaveLength(50);
  });
});

function flatInputs({ examples }: TrainerData): Float32Array {
  const width = examples.shape.reduce((product, extent) => product * extent, 1);
  const inputs = new Float32Array(examples.rows * width);
  for (let row = 0; row < examples.rows; row++) examples.write(row, inputs, row * width);
  return inputs;
}
