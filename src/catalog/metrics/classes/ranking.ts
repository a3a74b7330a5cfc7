/** Metrics of how rows are ranked by a class's probability, that class against the rest. */
import type { ClassAnswers, CreateMetric } from "../metric.ts";
import { type Average, averageOf } from "./average.ts";

/** After every row that shares a score: how many of the rows so far are of the class, and how many are not. */
export interface Ranking {
  readonly hits: Float64Array;
  readonly misses: Float64Array;
  /** The score from which on rows are taken. */
  readonly thresholds: Float64Array;
}

/** Rows from the highest score down; rows of one score are one step. */
export function rankingOf(scores: Float64Array, isOfClass: (row: number) => boolean): Ranking {
  const order = Uint32Array.from(scores.keys()).toSorted((a, b) => scores[b]! - scores[a]!);
  const [hits, misses, thresholds] = [[0], [0], [Infinity]];
  let [hit, miss] = [0, 0];
  order.forEach((row, at) => {
    if (isOfClass(row)) hit++;
    else miss++;
    const next = order[at + 1];
    if (next !== undefined && scores[next] === scores[row]) return;
    hits.push(hit);
    misses.push(miss);
    thresholds.push(scores[row]!);
  });
  return {
    hits: Float64Array.from(hits),
    misses: Float64Array.from(misses),
    thresholds: Float64Array.from(thresholds),
  };
}

export function classRanking({ classes, truths, probabilities }: ClassAnswers, own: number): Ranking {
  const scores = Float64Array.from(truths, (_, row) => probabilities[row * classes + own]!);
  return rankingOf(scores, (row) => truths[row] === own);
}

/** The area under hits over misses, by trapezoids; null without both rows of the class and others. */
export function areaUnderRoc({ hits, misses }: Ranking): number | null {
  const [all, others] = [hits.at(-1)!, misses.at(-1)!];
  if (all === 0 || others === 0) return null;
  let area = 0;
  for (let at = 1; at < hits.length; at++) {
    area += ((misses[at]! - misses[at - 1]!) * (hits[at]! + hits[at - 1]!)) / 2;
  }
  return area / (all * others);
}

/** sum((recall - the recall before) precision), without interpolation; null without rows of the class. */
export function averagePrecisionOf({ hits, misses }: Ranking): number | null {
  const all = hits.at(-1)!;
  if (all === 0) return null;
  let sum = 0;
  for (let at = 1; at < hits.length; at++) {
    sum += ((hits[at]! - hits[at - 1]!) * hits[at]!) / (hits[at]! + misses[at]!);
  }
  return sum / all;
}

/** Averages over the classes for which the area is defined. Micro ranks all pairs of row and class together. */
export function averagedRanking(
  answers: ClassAnswers,
  area: (ranking: Ranking) => number | null,
  average: Average,
): number | null {
  const { classes, truths, probabilities } = answers;
  if (average === "micro") {
    const isOfClass = (pair: number) => truths[Math.floor(pair / classes)] === pair % classes;
    return area(rankingOf(probabilities, isOfClass));
  }
  const supports = new Float64Array(classes);
  for (const truth of truths) supports[truth]!++;
  const from = average === "last" ? classes - 1 : 0;
  const scores = Array.from({ length: classes - from }, (_, at) => ({
    score: area(classRanking(answers, from + at)),
    support: supports[from + at]!,
  }));
  return averageOf(scores, average);
}

const averaged =
  (area: (ranking: Ranking) => number | null): CreateMetric<{ readonly average: Average }> =>
  ({ average }) => ({
    task: "classification",
    measure: (answers) => averagedRanking(answers, area, average),
  });

export const rocAuc = averaged(areaUnderRoc);
export const averagePrecision = averaged(averagePrecisionOf);
