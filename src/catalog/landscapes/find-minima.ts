/** Where a landscape is lowest, as far as one sees by looking: lower than all around on a grid, then made exact. */
import { computed, derivative, type Expression } from "./expression.ts";
import type { Frame, Landscape, Minimum, Place } from "./landscape.ts";

type Level = Pick<Landscape, "height" | "gradient">;

const ACROSS = 120;
/** More would hide the map. */
const MOST = 60;

/** Minima in the frame, deepest first. `known`: what the literature knows, taken as it is. */
export function findMinima(of: Expression, ground: Level, frame: Frame, known: readonly Place[]): readonly Minimum[] {
  const sharpen = sharpener(of, ground);
  const found = lowOnGrid(ground.height, frame).flatMap((place) => {
    const exact = sharpen(place);
    return exact === undefined ? [] : [exact];
  });
  const apart = 1e-4 * (frame.x[1] - frame.x[0]);
  const distinct: Place[] = [...known];
  for (const place of found) {
    if (distinct.every((other) => Math.hypot(other[0] - place[0], other[1] - place[1]) > apart)) distinct.push(place);
  }
  const ranked = distinct
    .map((place) => ({ place, height: ground.height(place) }))
    .toSorted((a, b) => a.height - b.height)
    .slice(0, MOST);
  const lowest = ranked[0]?.height ?? 0;
  return ranked.map((each) => ({ ...each, isLowest: each.height - lowest <= 1e-6 * Math.max(1, Math.abs(lowest)) }));
}

/** Points of a grid that lie lower than their eight neighbours; none on the rim. */
function lowOnGrid(height: (place: Place) => number, { x, y }: Frame): readonly Place[] {
  const at = (column: number, row: number): Place => [
    x[0] + ((x[1] - x[0]) * column) / ACROSS,
    y[0] + ((y[1] - y[0]) * row) / ACROSS,
  ];
  const side = ACROSS + 1;
  const heights = Float64Array.from({ length: side * side }, (_, index) =>
    height(at(index % side, Math.floor(index / side))),
  );
  const around = [-side - 1, -side, -side + 1, -1, 1, side - 1, side, side + 1];
  const low: Place[] = [];
  for (let row = 1; row < ACROSS; row++) {
    for (let column = 1; column < ACROSS; column++) {
      const index = row * side + column;
      // Of two neighbours at one height the first counts.
      const isLow = around.every((offset) =>
        offset < 0 ? heights[index + offset]! > heights[index]! : heights[index + offset]! >= heights[index]!,
      );
      if (isLow) low.push(at(column, row));
    }
  }
  return low;
}

/** Newton's method with exact second derivatives; gives up where it does not lead to a minimum close by. */
function sharpener(of: Expression, { height, gradient }: Level): (from: Place) => Place | undefined {
  const [alongX, alongY] = [derivative(of, "x"), derivative(of, "y")];
  const [xx, xy, yy] = [derivative(alongX, "x"), derivative(alongX, "y"), derivative(alongY, "y")].map(computed);
  return (from) => {
    let place = from;
    for (let round = 0; round < 30; round++) {
      const [x, y] = place;
      const [slopeX, slopeY] = gradient(place);
      const [a, b, c] = [xx?.(x, y) ?? NaN, xy?.(x, y) ?? NaN, yy?.(x, y) ?? NaN];
      const determinant = a * c - b * b;
      if (!(determinant > 0 && a > 0)) return undefined;
      place = [x - (c * slopeX - b * slopeY) / determinant, y - (a * slopeY - b * slopeX) / determinant];
    }
    return height(place) <= height(from) ? place : undefined;
  };
}
