/** Each metric against scikit-learn: over whole answers, and, where it is live, from sums over examples. */
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { loadMetric, metricOf, metricSelection, metrics } from "../../../src/catalog/metrics/index.ts";
import { type Answers, measured } from "../../../src/catalog/metrics/metric.ts";
import { classDetail } from "../../../src/engine/evaluation/class-detail.ts";
import { type Device, startBackend } from "../../../src/tensor/backends.ts";
import { dispose, download, keep, scoped, upload } from "../../../src/tensor/scope.ts";
import golden from "../../fixtures/golden/metrics.json" with { type: "json" };

const cases = z
  .array(
    z.object({
      name: z.string(),
      classes: z.number().nullable(),
      truths: z.array(z.number()),
      values: z.array(z.number()),
      confusion: z.array(z.array(z.number())).optional(),
      calibration: z.array(z.object({ accuracy: z.number(), confidence: z.number() })).optional(),
      expected: z.array(z.object({ metric: metricSelection, value: z.number().nullable() })),
    }),
  )
  .parse(golden);
type Case = (typeof cases)[number];

function answersOf({ classes, truths, values }: Case): Answers {
  if (classes === null) {
    return { task: "regression", truths: Float64Array.from(truths), values: Float64Array.from(values) };
  }
  const rows = truths.map((_, row) => values.slice(row * classes, (row + 1) * classes));
  return {
    task: "classification",
    classes,
    truths: Int32Array.from(truths),
    predicted: Int32Array.from(rows, (row) => row.indexOf(Math.max(...row))),
    probabilities: Float64Array.from(values),
    surprises: Float64Array.from(rows, (row, at) => -Math.log(row[truths[at]!]!)),
  };
}

/** Relative where values are large; what is not defined is as far from anything as 0 is. */
function distance(found: number | null, value: number | null): number {
  return Math.abs((found ?? 0) - (value ?? 0)) / Math.max(1, Math.abs(value ?? 0));
}

const nameOf = ({ metric }: Case["expected"][number]) => Object.values(metric).join(" ");

describe.each(cases)("$name", (each) => {
  test.each(each.expected.map((one) => [nameOf(one), one] as const))("%s", async (_name, { metric, value }) => {
    const found = measured(await loadMetric(metric), answersOf(each));
    expect(found === null).toBe(value === null);
    expect(distance(found, value)).toBeLessThan(1e-10);
  });
});

test.each(cases.filter(({ classes }) => classes !== null))("which class is taken for which: $name", (each) => {
  const answers = answersOf(each);
  const rows = Int32Array.from({ length: each.truths.length }, (_, row) => 100 + row);
  const names = Array.from({ length: each.classes! }, (_, own) => `class ${own}`);
  const { confusion, calibration, cells, worst, perClass } = classDetail(answers, rows, names);
  expect(confusion).toEqual(each.confusion);
  expect(calibration.bins.map(({ accuracy }) => accuracy)).toEqual(
    each.calibration!.map(({ accuracy }) => expect.closeTo(accuracy, 10) as number),
  );
  expect(calibration.bins.map(({ confidence }) => confidence)).toEqual(
    each.calibration!.map(({ confidence }) => expect.closeTo(confidence, 10) as number),
  );
  expect(perClass.map((own) => own.rows)).toEqual(confusion.map((row) => row.reduce((sum, count) => sum + count, 0)));
  // Every field that counts something shows rows.
  const counted = confusion.flatMap((row, truth) =>
    row.flatMap((count, predicted) => (count > 0 ? [{ truth, predicted }] : [])),
  );
  expect(cells.map(({ truth, predicted }) => ({ truth, predicted }))).toEqual(counted);
  for (const { truth, predicted, rows: some } of cells) {
    expect(some).toHaveLength(Math.min(12, confusion[truth]![predicted]!));
    for (const { row } of some) expect(each.truths[row - 100]).toBe(truth);
  }
  const wrong = confusion.reduce((sum, row, at) => sum + row.reduce((all, count) => all + count, 0) - row[at]!, 0);
  expect(worst).toHaveLength(Math.min(24, wrong));
  expect(worst.every(({ truth, predicted }) => truth !== predicted)).toBe(true);
  const surprises = worst.map(({ row, truth }) => -Math.log(each.values[(row - 100) * each.classes! + truth]!));
  expect(surprises).toEqual(surprises.toSorted((a, b) => b - a));
});

const scores = [
  ["precision", "precision"],
  ["recall", "recall"],
  ["f1", "f1"],
  ["rocAuc", "roc-auc"],
  ["averagePrecision", "average-precision"],
] as const;

test.each(cases.filter(({ classes }) => classes !== null))("class by class, and on average: $name", (each) => {
  const answers = answersOf(each);
  const names = Array.from({ length: each.classes! }, (_, own) => `class ${own}`);
  const { perClass, averages, curves, calibration } = classDetail(answers, Int32Array.from(each.truths.keys()), names);
  for (const [score, id] of scores) {
    const expected = (average: string) =>
      each.expected.find(({ metric }) => metric.id === id && "average" in metric && metric.average === average)!.value;
    for (const average of ["macro", "weighted", "micro"] as const) {
      expect(distance(averages[average][score], expected(average)), `${average} ${id}`).toBeLessThan(1e-10);
    }
    expect(distance(perClass.at(-1)![score], expected("last")), id).toBeLessThan(1e-10);
  }
  // A curve's area is the score beside it.
  const ranked = perClass.filter(({ rocAuc }) => rocAuc !== null);
  expect(curves.map(({ label }) => label)).toEqual(ranked.map(({ label }) => label));
  for (const [at, { roc, precisionRecall }] of curves.entries()) {
    const area = roc
      .slice(1)
      .reduce((sum, { x, y }, before) => sum + ((x - roc[before]!.x) * (y + roc[before]!.y)) / 2, 0);
    expect(area).toBeCloseTo(ranked[at]!.rocAuc!, 10);
    const steps = precisionRecall.map(({ x, y }, step) => (x - (precisionRecall[step - 1]?.x ?? 0)) * y);
    expect(steps.reduce((sum, step) => sum + step, 0)).toBeCloseTo(ranked[at]!.averagePrecision!, 10);
  }
  const apart = calibration.bins.map(({ accuracy, confidence, rows }) => rows * Math.abs(accuracy - confidence));
  expect(calibration.error).toBeCloseTo(apart.reduce((sum, one) => sum + one, 0) / each.truths.length, 10);
});

describe("a live metric, from sums that steps report", () => {
  let device: Device;
  beforeAll(async () => {
    device = await startBackend("cpu");
  });

  /** In float32, as a step has them. */
  async function live(each: Case, id: string): Promise<number | null> {
    const metric = (await loadMetric(metricSelection.parse({ id }))).live!;
    const width = each.classes ?? 1;
    const rows = each.truths.length;
    const centre = each.classes === null ? each.truths.reduce((sum, truth) => sum + truth, 0) / rows : 0;
    const outputs = each.values.map((value) => (each.classes === null ? value - centre : Math.log(value)));
    const sums: Record<string, number> = {};
    for (const term of metric.terms) {
      const tensor = scoped(() => {
        const prediction = upload(Float32Array.from(outputs), [rows, width]);
        const target =
          each.classes === null
            ? upload(
                Float32Array.from(each.truths, (truth) => truth - centre),
                [rows, 1],
              )
            : upload(Int32Array.from(each.truths), [rows]);
        return keep(metric.perExample(device.ops, prediction, target)[term]!);
      });
      const values = await download(tensor);
      dispose([tensor]);
      expect(values).toHaveLength(rows);
      sums[term] = values.reduce((sum, value) => sum + value, 0);
    }
    return metric.value(sums, rows);
  }

  const liveCases = cases.flatMap((each) =>
    each.expected
      .filter(({ metric }) => metricOf(metric.id).isLive)
      .map(({ metric, value }) => [metric.id, each.name, each, value] as const),
  );
  test.each(liveCases)("%s of %s", async (id, _name, each, value) => {
    const found = await live(each, id);
    expect(found === null).toBe(value === null);
    expect(distance(found, value)).toBeLessThan(1e-5);
  });
});

test("every metric is there, and is live where it says so", async () => {
  const covered = new Set<string>(cases.flatMap(({ expected }) => expected.map(({ metric }) => metric.id)));
  expect(metrics.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([]);
  for (const { id, isLive } of metrics) {
    const { live: sums } = await loadMetric(metricSelection.parse({ id }));
    expect([id, sums !== undefined]).toEqual([id, isLive]);
  }
});

test("without a row, nothing is measured", async () => {
  const none = answersOf({ name: "", classes: 2, truths: [], values: [], expected: [] });
  for (const id of ["accuracy", "f1", "roc-auc", "perplexity"] as const) {
    expect(measured(await loadMetric(metricSelection.parse({ id })), none)).toBeNull();
  }
});
