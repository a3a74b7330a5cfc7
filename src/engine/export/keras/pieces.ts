/**
 * Small computations put together from layers that Keras 2, Keras 3 and TensorFlow.js all have, where one layer does not do
 * it: so a file needs no code of ours to be opened. Numbers that are no weights of the model are weights of such layers.
 */
import { sizeOf } from "../../../catalog/layers/layer.ts";
import type { Shape } from "../../../tensor/ops.ts";
import type { GraphBuilder, GraphWeight, Value } from "./keras-graph.ts";

/** What an added -1e9 takes out of a softmax or a maximum, as the studio's own layers do. */
const NEVER = -1e9;

export function reshaped(graph: GraphBuilder, name: string, x: Value, shape: Shape): Value {
  return graph.add("Reshape", name, [x], shape, { config: { target_shape: shape } });
}

export function permuted(graph: GraphBuilder, name: string, x: Value, dims: readonly number[]): Value {
  const shape = dims.map((dim) => x.shape[dim - 1]!);
  return graph.add("Permute", name, [x], shape, { config: { dims } });
}

export function merged(
  graph: GraphBuilder,
  className: string,
  name: string,
  xs: readonly Value[],
  shape: Shape,
): Value {
  return graph.add(className, name, xs, shape, { takesList: true });
}

/** scale x + offset, of all numbers alike or one each of the last axis. */
export function rescaled(
  graph: GraphBuilder,
  name: string,
  x: Value,
  scale: number | readonly number[],
  offset: number | readonly number[],
): Value {
  return graph.add("Rescaling", name, [x], x.shape, { config: { scale, offset } });
}

export function activated(graph: GraphBuilder, name: string, x: Value, activation: string): Value {
  return graph.add("Activation", name, [x], x.shape, { config: { activation } });
}

/** x times `factors` plus `table`, each as long as all numbers of x: a depthwise convolution over a picture of one place. */
export function scaledByTable(
  graph: GraphBuilder,
  name: string,
  x: Value,
  factors: Pick<GraphWeight, "origin" | "values" | "isFixed"> | null,
  table: Pick<GraphWeight, "origin" | "values" | "isFixed"> | null,
): Value {
  const size = sizeOf(x.shape);
  const ones = { origin: null, isFixed: true, values: () => new Float32Array(size).fill(1) };
  const flat = reshaped(graph, `${name}_flat`, x, [1, 1, size]);
  const weights: GraphWeight[] = [
    { ...(factors ?? ones), name: "depthwise_kernel", shape: [1, 1, size, 1] },
    ...(table === null ? [] : [{ ...table, name: "bias", shape: [size] }]),
  ];
  const added = graph.add("DepthwiseConv2D", `${name}_table`, [flat], [1, 1, size], {
    config: { kernel_size: [1, 1], use_bias: table !== null },
    weights,
  });
  return reshaped(graph, `${name}_shaped`, added, x.shape);
}

/** Tokens that are padding where they are 0, out of so many. */
export interface Mask {
  readonly tokens: Value;
  readonly vocabulary: number;
  readonly steps: number;
}

/** [steps, 1]: `atPadding` where a sequence is padded, `elsewhere` where it is not. */
export function lookedUp(graph: GraphBuilder, name: string, mask: Mask, atPadding: number, elsewhere: number): Value {
  if (graph.isSource) {
    const config = { at_padding: atPadding, elsewhere };
    return graph.add("PaddingMask", name, [mask.tokens], [mask.steps, 1], { config });
  }
  const values = () => new Float32Array(mask.vocabulary).fill(elsewhere).fill(atPadding, 0, 1);
  return graph.add("Embedding", name, [mask.tokens], [mask.steps, 1], {
    config: { input_dim: mask.vocabulary, output_dim: 1 },
    weights: [{ name: "embeddings", shape: [mask.vocabulary, 1], origin: null, isFixed: true, values }],
  });
}

/** The mean [1, features] of the steps that are no padding; 0 where all are. */
export function maskedMean(graph: GraphBuilder, name: string, x: Value, mask: Mask): Value {
  const [steps, features] = x.shape as [number, number]; // A sequence, as planned.
  if (graph.isSource) return merged(graph, "MaskedAverage", name, [x, mask.tokens], [1, features]);
  const kept = lookedUp(graph, `${name}_mask`, mask, 0, 1);
  const sum = dot(graph, `${name}_sum`, [kept, x], [1, 1], [1, features]);
  const ones = () => new Float32Array(steps).fill(1);
  const row = reshaped(graph, `${name}_row`, kept, [steps]);
  const count = graph.add("Dense", `${name}_count`, [row], [1], {
    config: { units: 1, use_bias: false },
    weights: [{ name: "kernel", shape: [steps, 1], origin: null, isFixed: true, values: ones }],
  });
  const shares = () => Float32Array.from({ length: steps + 1 }, (_, counted) => 1 / Math.max(1, counted));
  const share = graph.add("Embedding", `${name}_share`, [count], [1, 1], {
    config: { input_dim: steps + 1, output_dim: 1 },
    weights: [{ name: "embeddings", shape: [steps + 1, 1], origin: null, isFixed: true, values: shares }],
  });
  return merged(graph, "Multiply", `${name}_mean`, [sum, share], [1, features]);
}

/** x with padded steps too small to be the largest. */
export function withoutPadding(graph: GraphBuilder, name: string, x: Value, mask: Mask): Value {
  return merged(graph, "Add", `${name}_kept`, [x, lookedUp(graph, `${name}_mask`, mask, NEVER, 0)], x.shape);
}

/** The batched product of two sequences along an axis of each, counted with the batch as 0. */
export function dot(
  graph: GraphBuilder,
  name: string,
  sides: readonly [Value, Value],
  axes: readonly [number, number],
  shape: Shape,
): Value {
  return graph.add("Dot", name, sides, shape, { config: { axes }, takesList: true });
}

export interface Attended {
  readonly queries: Value;
  readonly keys: Value;
  readonly values: Value;
  readonly isCausal: boolean;
  readonly dropout: number;
  readonly mask: Mask | null;
}

/** softmax(q k / sqrt(d)) v of one head: [steps, d] each. */
export function attended(graph: GraphBuilder, name: string, at: Attended): Value {
  const [steps, width] = at.queries.shape as [number, number]; // A sequence, as planned.
  const square: Shape = [steps, steps];
  const queries = rescaled(graph, `${name}_scaled`, at.queries, 1 / Math.sqrt(width), 0);
  let scores = dot(graph, `${name}_scores`, [queries, at.keys], [2, 2], square);
  if (at.isCausal && graph.isSource) scores = graph.add("CausalMask", `${name}_causal`, [scores], square);
  else if (at.isCausal) {
    const values = () =>
      Float32Array.from({ length: steps * steps }, (_, cell) => (cell % steps > Math.floor(cell / steps) ? NEVER : 0));
    scores = scaledByTable(graph, `${name}_causal`, scores, null, { origin: null, isFixed: true, values });
  }
  if (at.mask !== null) {
    const padded = permuted(graph, `${name}_padded`, lookedUp(graph, `${name}_mask`, at.mask, NEVER, 0), [2, 1]);
    scores = merged(graph, "Add", `${name}_kept`, [scores, padded], square);
  }
  let shares = activated(graph, `${name}_shares`, scores, "softmax");
  if (at.dropout > 0)
    shares = graph.add("Dropout", `${name}_dropout`, [shares], square, { config: { rate: at.dropout } });
  return dot(graph, `${name}_gathered`, [shares, at.values], [2, 1], [steps, at.values.shape[1]!]);
}
