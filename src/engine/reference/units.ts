/** What an optimizer updates: the parameters that learn, each with its own share of the learning rate. */
import type { Constraint } from "../../catalog/layers/constraints.ts";
import { sizeOf } from "../../catalog/layers/layer.ts";
import type { Shape } from "../../tensor/ops.ts";
import type { ModelProgram } from "../model-program.ts";

export interface Unit {
  readonly path: string;
  readonly shape: Shape;
  readonly size: number;
  /** Factor on the learning rate. */
  readonly rate: number;
  /** What it is made to fulfil after every update. */
  readonly constraint: Constraint | null;
  /** See `ParameterSpec`. */
  readonly unitAxes: readonly number[] | undefined;
}

/** Layers with a rate of 0 are frozen: none of their parameters is among these. A layer left out has a rate of 1. */
export function unitsOf(program: ModelProgram, layerRates: Readonly<Record<string, number>>): readonly Unit[] {
  return program.parameters.flatMap(({ path, shape, constraint = null, unitAxes }) => {
    const rate = layerRates[path.slice(0, path.indexOf("/"))] ?? 1;
    return rate === 0 ? [] : [{ path, shape, size: sizeOf(shape), rate, constraint, unitAxes }];
  });
}
