/**
 * Largest triangle three buckets (Steinarsson 2013, "Downsampling time series for visual representation", section 4.2):
 * keeps the points that carry the shape of a line, so that peaks survive where every n-th point would miss them.
 */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** At most `limit` (3 or more) of the points, first and last included; x must rise. */
export function downsample<P extends Point>(points: readonly P[], limit: number): readonly P[] {
  const first = points[0];
  const last = points.at(-1);
  if (points.length <= limit || first === undefined || last === undefined) return points;

  const kept: P[] = [first];
  const bucket = (points.length - 2) / (limit - 2);
  let previous = first;
  for (let index = 0; index < limit - 2; index += 1) {
    const start = Math.floor(index * bucket) + 1;
    const end = Math.floor((index + 1) * bucket) + 1;
    const next = meanOf(points.slice(end, Math.min(Math.floor((index + 2) * bucket) + 1, points.length)));
    let best = previous;
    let bestArea = -1;
    for (const point of points.slice(start, end)) {
      const area = Math.abs(
        (previous.x - next.x) * (point.y - previous.y) - (previous.x - point.x) * (next.y - previous.y),
      );
      if (area > bestArea) {
        best = point;
        bestArea = area;
      }
    }
    kept.push(best);
    previous = best;
  }
  kept.push(last);
  return kept;
}

function meanOf(points: readonly Point[]): Point {
  let x = 0;
  let y = 0;
  for (const point of points) {
    x += point.x;
    y += point.y;
  }
  return { x: x / points.length, y: y / points.length };
}
