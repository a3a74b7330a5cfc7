/** A landscape ready to be walked on: its height, its exact gradient, its formula, its lowest places. */
import { findDefinition } from "../definition.ts";
import { computed, derivative } from "./expression.ts";
import { findMinima } from "./find-minima.ts";
import { landscapes, type LandscapeSelection } from "./index.ts";
import type { Landscape, LandscapePlan, Place } from "./landscape.ts";
import { parseExpression } from "./parse-expression.ts";
import { printed } from "./print-expression.ts";

/** Throws a `StudioError` where a user's formula cannot be read. */
export function openLandscape(selection: LandscapeSelection): Landscape {
  const { formula, frame, start, minima } = planOf(selection);
  const expression = parseExpression(formula);
  const [alongX, alongY] = [derivative(expression, "x"), derivative(expression, "y")];
  const [height, slopeX, slopeY] = [expression, alongX, alongY].map(computed) as [OfPlace, OfPlace, OfPlace];
  const ground = {
    height: ([x, y]: Place) => height(x, y),
    gradient: ([x, y]: Place): Place => [slopeX(x, y), slopeY(x, y)],
  };
  return {
    ...ground,
    frame,
    start,
    minima: findMinima(expression, ground, frame, minima),
    formula: printed(expression),
    slopes: [printed(alongX), printed(alongY)],
  };
}

type OfPlace = (x: number, y: number) => number;

/** The selection's own settings are what its definition's schema has parsed. */
function planOf({ id, ...config }: LandscapeSelection): LandscapePlan {
  const definition = findDefinition(landscapes, id);
  const plan = definition.plan as (settings: typeof config) => LandscapePlan;
  return plan(config);
}
