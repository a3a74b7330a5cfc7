interface Line {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

export interface Fit {
  readonly slope: number;
  readonly intercept: number;
  /** False for a curve, where slope and intercept would mislead. */
  readonly isStraight: boolean;
  /** Mean squared distance of the points from the line, in the target's unit squared; null without points. */
  readonly error: number | null;
}

/** Reads slope and intercept off a drawn line, and measures it against the points by interpolating between its own. */
export function fitOf(line: Line, points: Line | null): Fit {
  const last = line.x.length - 1;
  const [x0, y0, x1, y1] = [line.x[0] ?? 0, line.y[0] ?? 0, line.x[last] ?? 1, line.y[last] ?? 0];
  const slope = (y1 - y0) / (x1 - x0);
  const intercept = y0 - slope * x0;
  const height = Math.max(...line.y) - Math.min(...line.y);
  const isStraight = line.x.every((x, index) => {
    return Math.abs((line.y[index] ?? 0) - (intercept + slope * x)) <= 1e-3 * height + 1e-6;
  });
  if (points === null || points.x.length === 0) return { slope, intercept, isStraight, error: null };
  let sum = 0;
  points.x.forEach((x, index) => {
    const place = Math.min(last, Math.max(0, ((x - x0) / (x1 - x0)) * last));
    const left = Math.min(last - 1, Math.floor(place));
    const [below, above] = [line.y[left] ?? 0, line.y[left + 1] ?? 0];
    const value = below + (above - below) * (place - left);
    sum += ((points.y[index] ?? 0) - value) ** 2;
  });
  return { slope, intercept, isStraight, error: sum / points.x.length };
}
