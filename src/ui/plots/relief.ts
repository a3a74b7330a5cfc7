/** Heights on a grid, on the scale that maps and surfaces share: 0 the deepest in sight, 1 the highest. */

export type Place = readonly [x: number, y: number];

/** The part of the plane that is looked at. */
export interface Frame {
  readonly x: readonly [from: number, to: number];
  readonly y: readonly [from: number, to: number];
}

/** Heights as they were worked out. */
export interface Heights {
  readonly frame: Frame;
  readonly columns: number;
  readonly rows: number;
  /** Row by row from the lowest y; not finite where there is none. */
  readonly heights: Float64Array;
  /** The deepest place that is known, where the grid may have missed it. */
  readonly deepest?: number | undefined;
  /** How tall the picture is for its width; left out: as the frame is. */
  readonly aspect?: number;
}

export interface Relief {
  readonly frame: Frame;
  readonly aspect: number;
  readonly columns: number;
  readonly rows: number;
  /** Row by row from the lowest y; where there is no height, below 0. */
  readonly levels: Float64Array;
  /** Levels that lines are drawn at. */
  readonly heightAt: (level: number) => number;
}

/** The lowest tenth of the map has this share of the levels at most, so that bowls are not all floor. */
const SHARPEST = 9;

/**
 * Levels are logarithmic: v = low + (high - low) (e^(k level) - 1) / (e^k - 1), with k from how much lower the lowest
 * tenth of the map lies than its highest place. A valley a thousand times as deep as its walls are high still shows.
 */
export function reliefOf({ frame, columns, rows, heights, deepest, aspect }: Heights): Relief {
  const sorted = heights.filter(Number.isFinite).toSorted();
  const low = Math.min(sorted[0] ?? 0, deepest ?? Infinity);
  const high = sorted.at(-1) ?? low + 1;
  const range = high - low || 1;
  const tenth = ((sorted[Math.floor(sorted.length / 10)] ?? low) - low) / range;
  const sharpness = Math.min(SHARPEST, Math.max(0.01, Math.log(1 / Math.max(tenth, 1e-6))));
  const grown = Math.expm1(sharpness);
  return {
    frame,
    aspect: aspect ?? (frame.y[1] - frame.y[0]) / (frame.x[1] - frame.x[0]),
    columns,
    rows,
    levels: heights.map((value) =>
      Number.isFinite(value) ? Math.log1p((grown * (value - low)) / range) / sharpness : -1,
    ),
    heightAt: (level) => {
      const height = low + (range * Math.expm1(sharpness * level)) / grown;
      // What rounding left of 0 is no height.
      return Math.abs(height) < range * 1e-12 ? 0 : height;
    },
  };
}

/** With so many points for one along each side, on smooth curves through those that are there (Catmull and Rom 1974). */
export function refined(relief: Relief, times: number): Relief {
  const { columns, rows, levels } = relief;
  // A hole stays what it is.
  if (levels.some((level) => level < 0)) return relief;
  const lines = Array.from({ length: rows }, (_, row) =>
    throughPoints(levels.subarray(row * columns, (row + 1) * columns), times),
  );
  const [wide, tall] = [(columns - 1) * times + 1, (rows - 1) * times + 1];
  const finer = new Float64Array(wide * tall);
  for (let column = 0; column < wide; column++) {
    const upwards = throughPoints(
      lines.map((line) => line[column]!),
      times,
    );
    // What swings beyond the points is no height that was measured.
    for (const [row, level] of upwards.entries()) finer[row * wide + column] = clamp(level);
  }
  return { ...relief, columns: wide, rows: tall, levels: finer };
}

function throughPoints(points: ArrayLike<number>, times: number): readonly number[] {
  const last = points.length - 1;
  // Beyond the ends it goes straight on.
  const at = (index: number): number => {
    if (index < 0) return 2 * points[0]! - points[1]!;
    return index > last ? 2 * points[last]! - points[last - 1]! : points[index]!;
  };
  return Array.from({ length: last * times + 1 }, (_, index) => {
    const from = Math.min(last - 1, Math.floor(index / times));
    const share = index / times - from;
    const [a, b, c, d] = [at(from - 1), at(from), at(from + 1), at(from + 2)];
    const bend = 2 * a - 5 * b + 4 * c - d + share * (3 * (b - c) + d - a);
    return b + 0.5 * share * (c - a + share * bend);
  });
}

/** The level at a place in shares of the frame, between the grid's points; nearest at the rim. */
export function levelAt({ columns, rows, levels }: Relief, across: number, up: number): number {
  const [column, row] = [clamp(across) * (columns - 1), clamp(up) * (rows - 1)];
  const [left, below] = [Math.min(columns - 2, Math.floor(column)), Math.min(rows - 2, Math.floor(row))];
  const [right, above] = [column - left, row - below];
  const at = (offset: number): number => levels[below * columns + left + offset] ?? 0;
  return (
    (at(0) * (1 - right) + at(1) * right) * (1 - above) + (at(columns) * (1 - right) + at(columns + 1) * right) * above
  );
}

const clamp = (share: number): number => Math.min(1, Math.max(0, share));
