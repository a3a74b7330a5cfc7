/** A landscape's heights on a grid, on the scale that maps and surfaces share: 0 the deepest in sight, 1 the highest. */
import type { Frame, Landscape } from "../../catalog/landscapes/landscape.ts";

export interface Relief {
  readonly frame: Frame;
  readonly columns: number;
  readonly rows: number;
  /** Row by row from the lowest y; where there is no height, below 0. */
  readonly levels: Float64Array;
  /** Levels that lines are drawn at. */
  readonly heightAt: (level: number) => number;
}

/** Of a side of the grid. */
const FINEST = 150;
/** The lowest tenth of the map has this share of the levels at most, so that bowls are not all floor. */
const SHARPEST = 9;

/**
 * Levels are logarithmic: v = low + (high - low) (e^(k level) - 1) / (e^k - 1), with k from how much lower the lowest
 * tenth of the map lies than its highest place. A valley a thousand times as deep as its walls are high still shows.
 */
export function reliefOf({ frame, height, minima }: Landscape): Relief {
  const [wide, tall] = [frame.x[1] - frame.x[0], frame.y[1] - frame.y[0]];
  const columns = FINEST;
  const rows = Math.max(2, Math.round((FINEST * tall) / wide));
  const heights = Float64Array.from({ length: columns * rows }, (_, index) => {
    const [column, row] = [index % columns, Math.floor(index / columns)];
    return height([frame.x[0] + (wide * column) / (columns - 1), frame.y[0] + (tall * row) / (rows - 1)]);
  });
  const sorted = heights.filter(Number.isFinite).toSorted();
  const low = Math.min(sorted[0] ?? 0, ...minima.map((minimum) => minimum.height));
  const high = sorted.at(-1) ?? low + 1;
  const range = high - low || 1;
  const tenth = ((sorted[Math.floor(sorted.length / 10)] ?? low) - low) / range;
  const sharpness = Math.min(SHARPEST, Math.max(0.01, Math.log(1 / Math.max(tenth, 1e-6))));
  const grown = Math.expm1(sharpness);
  return {
    frame,
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
