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
    heightAt: (level) => low + (range * Math.expm1(sharpness * level)) / grown,
  };
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
