import type { Point } from "./lttb.ts";

/** Too short a line to need smoothing: every point is worth seeing. */
const SHORTEST = 48;

/**
 * Exponential moving average to both sides, so that the line neither lags behind a fall nor runs ahead of it, each
 * point weighed by how many it could see (the bias correction of Kingma and Ba 2014, section 3). Its memory is about
 * a fiftieth of the line each way. Null when the line is too short to gain from it.
 */
export function smoothed(points: readonly Point[]): readonly Point[] | null {
  if (points.length < SHORTEST) return null;
  const keep = 1 - 1 / Math.max(2, points.length / 50);
  const values = points.map(({ y }) => y);
  const before = decayed(values, keep);
  const after = decayed(values.toReversed(), keep).toReversed();
  return points.map(({ x, y }, index) => {
    const [left, right] = [before[index], after[index]];
    if (left === undefined || right === undefined) return { x, y };
    return { x, y: (left.sum + right.sum) / (left.weight + right.weight) };
  });
}

function decayed(
  values: readonly number[],
  keep: number,
): readonly { readonly sum: number; readonly weight: number }[] {
  let sum = 0;
  let weight = 0;
  return values.map((value) => {
    sum = keep * sum + value;
    weight = keep * weight + 1;
    return { sum, weight };
  });
}
