import type { Point } from "./lttb.ts";

/** Too short a line to need smoothing: every point is worth seeing. */
const SHORTEST = 24;

/**
 * Exponential moving average with the bias of its start corrected (Kingma and Ba 2014, section 3), with a memory of
 * about a fortieth of the line. Null when the line is too short to gain from it.
 */
export function smoothed(points: readonly Point[]): readonly Point[] | null {
  if (points.length < SHORTEST) return null;
  const keep = 1 - 1 / Math.max(2, points.length / 40);
  let sum = 0;
  let weight = 0;
  return points.map(({ x, y }) => {
    sum = keep * sum + (1 - keep) * y;
    weight = keep * weight + (1 - keep);
    return { x, y: sum / weight };
  });
}
