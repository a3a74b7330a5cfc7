import type { Point } from "./lttb.ts";

/** Too short a line to need smoothing: every point is worth seeing. */
const SHORTEST = 48;

/**
 * Moving average over about a twentieth of the line, centred, so that it neither lags behind a fall nor runs ahead of
 * it. Its window narrows towards the start, where losses fall steeply and a mean would sit beside the line, and loses
 * its right half towards the end. Null when the line is too short to gain from it.
 */
export function smoothed(points: readonly Point[]): readonly Point[] | null {
  if (points.length < SHORTEST) return null;
  const reach = Math.round(points.length / 40);
  const sums = [0];
  for (const { y } of points) sums.push((sums.at(-1) ?? 0) + y);
  return points.map(({ x }, index) => {
    const half = Math.min(reach, index);
    const [from, to] = [index - half, Math.min(points.length, index + half + 1)];
    return { x, y: ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from) };
  });
}
