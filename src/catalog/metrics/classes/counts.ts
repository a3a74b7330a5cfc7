/** Metrics of how often each class was taken for each. */
import type { ClassAnswers, CreateMetric } from "../metric.ts";
import { type Average, averageOf } from "./average.ts";

/** [classes, classes]: how many rows of a class (row) were taken for each (column). */
export function confusionOf({ classes, truths, predicted }: ClassAnswers): Float64Array {
  const counts = new Float64Array(classes * classes);
  truths.forEach((truth, row) => counts[truth * classes + predicted[row]!]!++);
  return counts;
}

/** Of one class: rows found rightly, taken for it, and of it. */
export interface ClassCounts {
  readonly right: number;
  readonly taken: number;
  readonly support: number;
}

export function countsOf(answers: ClassAnswers): readonly ClassCounts[] {
  const { classes } = answers;
  const counts = confusionOf(answers);
  return Array.from({ length: classes }, (_, own) => {
    let [taken, support] = [0, 0];
    for (let other = 0; other < classes; other++) {
      taken += counts[other * classes + own]!;
      support += counts[own * classes + other]!;
    }
    return { right: counts[own * classes + own]!, taken, support };
  });
}

type Score = (counts: ClassCounts) => number | null;

const ratio = (above: number, below: number): number | null => (below === 0 ? null : above / below);

/** Null where nothing was taken for the class. */
export const precisionOf: Score = ({ right, taken }) => ratio(right, taken);
/** Null where nothing is of the class. */
export const recallOf: Score = ({ right, support }) => ratio(right, support);
/** 2 right / (taken + of it): the harmonic mean of the two. Null where both are nothing. */
export const f1Of: Score = ({ right, taken, support }) => ratio(2 * right, taken + support);

/**
 * Classes that neither are there nor were taken for anything do not count. Of the others, one whose score is not defined
 * counts as 0, as in scikit-learn: a class that is never found is no success.
 */
export function averagedCounts(all: readonly ClassCounts[], score: Score, average: Average): number | null {
  const counts = average === "last" ? all : all.filter(({ taken, support }) => taken + support > 0);
  if (average === "micro") {
    const sum = (of: keyof ClassCounts) => counts.reduce((total, each) => total + each[of], 0);
    return score({ right: sum("right"), taken: sum("taken"), support: sum("support") });
  }
  const scores = counts.map((each) => ({
    score: each.taken + each.support === 0 ? null : (score(each) ?? 0),
    support: each.support,
  }));
  return averageOf(scores, average);
}

interface Averaged {
  readonly average: Average;
}

const averaged =
  (score: Score): CreateMetric<Averaged> =>
  ({ average }) => ({
    task: "classification",
    measure: (answers) => averagedCounts(countsOf(answers), score, average),
  });

export const precision = averaged(precisionOf);
export const recall = averaged(recallOf);
export const f1 = averaged(f1Of);

/**
 * Correlation of the two class labels (Gorodkin 2004), which for two classes is Matthews' (1975); not defined where
 * either is constant.
 */
export const mcc: CreateMetric<unknown> = () => ({
  task: "classification",
  measure: (answers) => {
    const rows = answers.truths.length;
    let [right, both, takenSquares, ofSquares] = [0, 0, 0, 0];
    for (const counts of countsOf(answers)) {
      right += counts.right;
      both += counts.taken * counts.support;
      takenSquares += counts.taken ** 2;
      ofSquares += counts.support ** 2;
    }
    const spread = Math.sqrt(rows ** 2 - takenSquares) * Math.sqrt(rows ** 2 - ofSquares);
    return ratio(right * rows - both, spread);
  },
});
