/** Activations that TensorFlow.js has no name for, put together from those that it has. */
import type { ActivationId } from "../../../catalog/layers/activations.ts";
import { isCurveOfTfjs } from "../../../project/keras/unsayable.ts";
import type { Value } from "./keras-graph.ts";
import { activated, merged, rescaled } from "./pieces.ts";
import { type Differing, type Place, plain } from "./place.ts";
import { curveOf } from "./settings.ts";

/** x behind the activation. */
export function bent(
  { graph, dialect, path }: Pick<Place, "graph" | "dialect" | "path">,
  x: Value,
  activation: ActivationId,
): Value {
  if (activation === "linear") return x;
  const name = (part: string): string => `${path}/${part}`;
  if (dialect === "keras" || isCurveOfTfjs(activation)) {
    return activated(graph, name(activation), x, curveOf(activation));
  }
  /** min(max(x + offset, 0), most) */
  const between = (offset: number, most: number): Value => {
    const moved = rescaled(graph, name("moved"), x, 1, offset);
    return graph.add("ReLU", name("between"), [moved], x.shape, { config: { max_value: most } });
  };
  switch (activation) {
    case "leaky-relu":
      return graph.add("LeakyReLU", name(activation), [x], x.shape, { config: { alpha: 0.2 } });
    case "hard-sigmoid":
      return rescaled(graph, name(activation), between(3, 6), 1 / 6, 0);
    case "hard-silu": {
      const gate = rescaled(graph, name("gate"), between(3, 6), 1 / 6, 0);
      return merged(graph, "Multiply", name(activation), [x, gate], x.shape);
    }
    case "hard-tanh":
      return rescaled(graph, name(activation), between(1, 2), 1, -1);
    default:
      throw new Error(`${activation} has been refused before`);
  }
}

/** The layer with its activation in it, where TensorFlow.js knows that, or behind it. */
export function bentLayer(at: Place, activation: ActivationId, given: Differing = {}): Value {
  if (isCurveOfTfjs(activation)) return plain(at, given);
  const straight = plain(at, { ...given, config: { ...given.config, activation: "linear" } });
  return bent(at, straight, activation);
}
