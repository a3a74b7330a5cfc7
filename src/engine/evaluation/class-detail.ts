/** What a model of classes gets right and what it takes for what. */
import {
  type ClassCounts,
  averagedCounts,
  confusionOf,
  countsOf,
  f1Of,
  precisionOf,
  recallOf,
} from "../../catalog/metrics/classes/counts.ts";
import {
  type Ranking,
  areaUnderRoc,
  averagePrecisionOf,
  averagedRanking,
  classRanking,
} from "../../catalog/metrics/classes/ranking.ts";
import type { Answers, ClassAnswers } from "../../catalog/metrics/metric.ts";
import type { Calibration, ClassDetail, ClassRow, ClassScores, CurvePoint } from "../../project/model-evaluation.ts";

const MOST_CURVES = 8;
const MOST_CURVE_POINTS = 200;
const CALIBRATION_BINS = 10;
const MOST_WORST = 24;
const MOST_PER_CELL = 12;

/** `rows`: the places of the answers in the data set. */
export function classDetail(answers: Answers, rows: Int32Array, classes: readonly string[]): ClassDetail {
  if (answers.task !== "classification") throw new Error("These answers are numbers");
  const counts = countsOf(answers);
  const confusion = confusionOf(answers);
  const rankings = classes.map((_, own) => classRanking(answers, own));
  const worstFirst = Uint32Array.from(rows.keys()).toSorted((a, b) => answers.surprises[b]! - answers.surprises[a]!);
  const rowAt = (at: number): ClassRow => rowOf(answers, rows, at);
  const isWrong = (at: number): boolean => answers.truths[at] !== answers.predicted[at];
  return {
    task: "classification",
    classes,
    confusion: classes.map((_, truth) => [...confusion.subarray(truth * classes.length, (truth + 1) * classes.length)]),
    perClass: classes.map((label, own) => ({
      label,
      rows: counts[own]!.support,
      predicted: counts[own]!.taken,
      ...scoresOf(counts[own]!, rankings[own]!),
    })),
    averages: {
      macro: averagesOf(answers, counts, "macro"),
      weighted: averagesOf(answers, counts, "weighted"),
      micro: averagesOf(answers, counts, "micro"),
    },
    curves: curvesOf(classes, counts, rankings, rows.length),
    calibration: calibrationOf(answers),
    worst: Array.from(worstFirst.filter(isWrong).subarray(0, MOST_WORST), rowAt),
    cells: cellsOf(answers, worstFirst).map(({ truth, predicted, places }) => ({
      truth,
      predicted,
      rows: places.map(rowAt),
    })),
  };
}

function rowOf({ truths, predicted, probabilities, classes }: ClassAnswers, rows: Int32Array, at: number): ClassRow {
  const taken = predicted[at]!;
  return { row: rows[at]!, truth: truths[at]!, predicted: taken, confidence: probabilities[at * classes + taken]! };
}

function scoresOf(counts: ClassCounts, ranking: Ranking): ClassScores {
  return {
    precision: precisionOf(counts),
    recall: recallOf(counts),
    f1: f1Of(counts),
    rocAuc: areaUnderRoc(ranking),
    averagePrecision: averagePrecisionOf(ranking),
  };
}

function averagesOf(
  answers: ClassAnswers,
  counts: readonly ClassCounts[],
  average: "macro" | "weighted" | "micro",
): ClassScores {
  return {
    precision: averagedCounts(counts, precisionOf, average),
    recall: averagedCounts(counts, recallOf, average),
    f1: averagedCounts(counts, f1Of, average),
    rocAuc: averagedRanking(answers, areaUnderRoc, average),
    averagePrecision: averagedRanking(answers, averagePrecisionOf, average),
  };
}

/** Of the classes with most rows, in the order of the classes. */
function curvesOf(
  classes: readonly string[],
  counts: readonly ClassCounts[],
  rankings: readonly Ranking[],
  rows: number,
): ClassDetail["curves"] {
  const largest = [...classes.keys()]
    .filter((own) => areaUnderRoc(rankings[own]!) !== null)
    .toSorted((a, b) => counts[b]!.support - counts[a]!.support)
    .slice(0, MOST_CURVES)
    .toSorted((a, b) => a - b);
  return largest.map((own) => {
    const { hits, misses } = rankings[own]!;
    const [all, others] = [hits.at(-1)!, misses.at(-1)!];
    const steps = thinned(hits.length);
    return {
      label: classes[own]!,
      share: all / rows,
      roc: steps.map((at): CurvePoint => ({ x: misses[at]! / others, y: hits[at]! / all })),
      // Before the first row there is nothing to be precise about.
      precisionRecall: thinned(hits.length - 1).map((at): CurvePoint => {
        const [hit, miss] = [hits[at + 1]!, misses[at + 1]!];
        return { x: hit / all, y: hit / (hit + miss) };
      }),
    };
  });
}

/** Up to so many places of `length`, evenly taken, the first and the last among them. */
function thinned(length: number): readonly number[] {
  const count = Math.min(length, MOST_CURVE_POINTS);
  return Array.from({ length: count }, (_, at) => (count === 1 ? 0 : Math.round((at * (length - 1)) / (count - 1))));
}

/** By the probability of the class that each row was taken for; an edge belongs to the bin below, as in scikit-learn. */
export function calibrationOf({ truths, predicted, probabilities, classes }: ClassAnswers): Calibration {
  const bins = Array.from({ length: CALIBRATION_BINS }, () => ({ confidence: 0, right: 0, rows: 0 }));
  truths.forEach((truth, row) => {
    const confidence = probabilities[row * classes + predicted[row]!]!;
    const bin = bins[Math.max(0, Math.ceil(confidence * CALIBRATION_BINS) - 1)] ?? bins.at(-1)!;
    bin.rows++;
    bin.confidence += confidence;
    if (truth === predicted[row]) bin.right++;
  });
  return {
    bins: bins
      .filter(({ rows }) => rows > 0)
      .map((bin) => ({ confidence: bin.confidence / bin.rows, accuracy: bin.right / bin.rows, rows: bin.rows })),
    error: bins.reduce((sum, { confidence, right }) => sum + Math.abs(right - confidence), 0) / truths.length,
  };
}

function cellsOf(
  { truths, predicted, classes }: ClassAnswers,
  worstFirst: Uint32Array,
): readonly { readonly truth: number; readonly predicted: number; readonly places: readonly number[] }[] {
  const cells = new Map<number, number[]>();
  for (const at of worstFirst) {
    const key = truths[at]! * classes + predicted[at]!;
    const places = cells.get(key) ?? [];
    if (places.length === 0) cells.set(key, places);
    if (places.length < MOST_PER_CELL) places.push(at);
  }
  return [...cells]
    .toSorted(([a], [b]) => a - b)
    .map(([key, places]) => ({ truth: Math.floor(key / classes), predicted: key % classes, places }));
}
