/** What an optimizer and its wrappers remember, and whose each piece is. */
import type { OptimizerMemory } from "../../catalog/optimizers/optimizer.ts";
import type { Shape } from "../../tensor/ops.ts";
import type { TrainingSetup } from "./training-setup.ts";

/** Whose state is over all weights that learn; parameters' paths have a slash. */
export const WHOLE = "all";

/** By the path of a parameter, or "all" for vectors over all of them: shapes by name. */
export function stateShapes(
  { optimizer, whole, units }: Pick<TrainingSetup, "optimizer" | "whole" | "units">,
  memory: OptimizerMemory,
): ReadonlyMap<string, Readonly<Record<string, Shape>>> {
  const shapes = new Map(units.map(({ path, shape }) => [path, optimizer.state(shape)]));
  if (whole !== null) shapes.set(WHOLE, whole.state(sizeOfAll(units), memory));
  return shapes;
}

function sizeOfAll(units: TrainingSetup["units"]): number {
  return units.reduce((sum, { size }) => sum + size, 0);
}
