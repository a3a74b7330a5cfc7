/** How far off a model of numbers is, and where. */
import type { Answers } from "../../catalog/metrics/metric.ts";
import type { NumberBins } from "../../project/data-summary.ts";
import type { NumberDetail, NumberRow } from "../../project/model-evaluation.ts";

const MOST_POINTS = 1000;
const MOST_WORST = 24;
const BINS = 24;

/** `rows`: the places of the answers in the data set. */
export function numberDetail(answers: Answers, rows: Int32Array): NumberDetail {
  if (answers.task !== "regression") throw new Error("These answers are classes");
  const { truths, values } = answers;
  const residuals = values.map((value, at) => value - truths[at]!);
  const mean = residuals.reduce((sum, value) => sum + value, 0) / residuals.length;
  const squares = residuals.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const rowAt = (at: number): NumberRow => ({ row: rows[at]!, truth: truths[at]!, prediction: values[at]! });
  const stride = Math.max(1, rows.length / MOST_POINTS);
  const worstFirst = Uint32Array.from(rows.keys()).toSorted(
    (a, b) => Math.abs(residuals[b]!) - Math.abs(residuals[a]!),
  );
  return {
    task: "regression",
    points: Array.from({ length: Math.min(rows.length, MOST_POINTS) }, (_, at) => rowAt(Math.floor(at * stride))),
    residuals: { bins: binned(residuals), mean, deviation: Math.sqrt(squares / residuals.length) },
    worst: Array.from(worstFirst.subarray(0, MOST_WORST), rowAt),
  };
}

/** As wide to one side of 0 as to the other, so that a lean to one side is seen. */
function binned(residuals: Float64Array): NumberBins {
  const reach = residuals.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const counts = Array.from({ length: BINS }, () => 0);
  for (const value of residuals) counts[Math.min(BINS - 1, Math.floor(((value + reach) / (2 * reach)) * BINS))]!++;
  return { minimum: -reach, maximum: reach, counts };
}
