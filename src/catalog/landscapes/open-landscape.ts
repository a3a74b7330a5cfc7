/** A landscape ready to be walked on: its height, its exact gradient, its formula, its lowest places. */
import { findDefinition } from "../definition.ts";
import { computed, derivative } from "./expression.ts";
import { findMinima } from "./find-minima.ts";
import { landscapes, type LandscapeSelection } from "./index.ts";
import type { FormulaPlan, Landscape, LinePlan, Place } from "./landscape.ts";
import { parseExpression } from "./parse-expression.ts";
import { printed } from "./print-expression.ts";
import { errorFormulas, lineData, squaredError } from "./regression.ts";

/** Throws a `StudioError` where a user's formula cannot be read. */
export function openLandscape(selection: LandscapeSelection): Landscape {
  const plan = planOf(selection);
  const { frame, start, minima } = plan;
  const data = "line" in plan ? lineData(plan.line) : null;
  const expression = "formula" in plan ? parseExpression(plan.formula) : squaredError(data!);
  const [alongX, alongY] = [derivative(expression, "x"), derivative(expression, "y")];
  const [height, slopeX, slopeY] = [computed(expression), computed(alongX), computed(alongY)];
  const ground = {
    height: ([x, y]: Place) => height(x, y),
    gradient: ([x, y]: Place): Place => [slopeX(x, y), slopeY(x, y)],
  };
  return {
    ...ground,
    frame,
    start,
    minima: findMinima(expression, ground, frame, minima),
    formula: data === null ? printed(expression) : errorFormulas.loss,
    slopes: data === null ? [printed(alongX), printed(alongY)] : errorFormulas.slopes,
    weights: data === null ? ["x", "y"] : ["w", "b"],
    data,
  };
}

/** The selection's own settings are what its definition's schema has parsed. */
function planOf({ id, ...config }: LandscapeSelection): FormulaPlan | LinePlan {
  const definition = findDefinition(landscapes, id);
  const plan = definition.plan as (settings: typeof config) => FormulaPlan | LinePlan;
  return plan(config);
}
