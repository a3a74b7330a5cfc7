/** Metrics that are means over examples. */
import type { ClassAnswers, CreateMetric, LiveMetric } from "../metric.ts";

export const accuracy: CreateMetric<unknown> = () => ({
  task: "classification",
  measure: ({ truths, predicted }) => shareOf(truths, (truth, row) => truth === predicted[row]),
  live: {
    terms: ["correct"],
    perExample: (ops, logits, classes) => ({
      correct: ops.cast(ops.equal(ops.argMax(logits), classes), "float32"),
    }),
    value: (sums, weight) => sums["correct"]! / weight,
  },
});

/** Of classes as likely as the right one, those after it count as likelier, as in scikit-learn. */
export const topK: CreateMetric<{ readonly k: number }> = ({ k }) => ({
  task: "classification",
  measure: ({ truths, probabilities, classes }) =>
    shareOf(truths, (truth, row) => {
      const own = probabilities[row * classes + truth]!;
      let ahead = 0;
      for (let each = 0; each < classes; each++) {
        const other = probabilities[row * classes + each]!;
        if (other > own || (other === own && each > truth)) ahead++;
      }
      return ahead < k;
    }),
});

const live = (value: LiveMetric["value"]): LiveMetric => ({
  terms: ["surprise"],
  perExample: (ops, logits, classes) => ({
    surprise: ops.negate(ops.sum(ops.multiply(ops.logSoftmax(logits), ops.oneHot(classes, logits.shape[1]!)), [1])),
  }),
  value,
});

export const logLoss: CreateMetric<unknown> = () => ({
  task: "classification",
  measure: meanSurprise,
  live: live((sums, weight) => sums["surprise"]! / weight),
});

/** exp(log loss) */
export const perplexity: CreateMetric<unknown> = () => ({
  task: "classification",
  measure: (answers) => Math.exp(meanSurprise(answers)),
  live: live((sums, weight) => Math.exp(sums["surprise"]! / weight)),
});

function meanSurprise({ surprises }: ClassAnswers): number {
  return surprises.reduce((sum, surprise) => sum + surprise, 0) / surprises.length;
}

function shareOf(truths: Int32Array, isRight: (truth: number, row: number) => boolean): number {
  return truths.reduce((right, truth, row) => right + (isRight(truth, row) ? 1 : 0), 0) / truths.length;
}
