/** Attention of a sequence to itself. */
import type { Ops, Tensor } from "../../../tensor/ops.ts";
import { dropped } from "../dropout/dropout.ts";
import type { Layer, LayerContext } from "../layer.ts";
import { project } from "../products.ts";

interface Attention {
  readonly causal: boolean;
  readonly dropout: number;
}

/** What is added to a score that must not count; softmax makes 0 of it. */
const NEVER = -1e9;

/**
 * softmax(q k / sqrt(d)) v, for queries [n, heads, t, d], keys turned [n, heads, d, t] and values [n, heads, t, d].
 * Padded steps are seen by none; a causal step sees none later than itself (Vaswani et al. 2017, equation 1).
 */
function attend(
  ops: Ops,
  config: Attention,
  { queries, keys, values }: { readonly queries: Tensor; readonly keys: Tensor; readonly values: Tensor },
  context: LayerContext,
): Tensor {
  const [rows, , steps, width] = queries.shape as [number, number, number, number]; // As planned.
  let scores = ops.multiply(ops.matmul(queries, keys), 1 / Math.sqrt(width));
  if (config.causal) {
    const places = Float32Array.from({ length: steps }, (_, at) => at);
    const isLater = ops.greater(ops.constant(places, [1, 1, 1, steps]), ops.constant(places, [1, 1, steps, 1]));
    scores = ops.add(scores, ops.multiply(ops.cast(isLater, "float32"), NEVER));
  }
  if (context.mask !== null) {
    const padded = ops.multiply(ops.subtract(1, context.mask), NEVER);
    scores = ops.add(scores, ops.reshape(padded, [rows, 1, 1, steps]));
  }
  return ops.matmul(dropped(ops, config.dropout, ops.softmax(scores), context), values);
}

/** One head on the steps as they are. */
export const attention: Layer<Attention> = {
  forward: (ops, config, { state }, x, context) => {
    const [rows, steps, features] = x.shape as [number, number, number]; // As planned.
    const values = ops.reshape(x, [rows, 1, steps, features]);
    const keys = ops.transpose(values, [0, 1, 3, 2]);
    return { y: ops.reshape(attend(ops, config, { queries: values, keys, values }, context), x.shape), state };
  },
};

/** Kernels [features, heads keyDim], heads side by side, and back. */
export const multiHeadAttention: Layer<Attention & { numHeads: number; keyDim: number }> = {
  forward: (ops, config, { parameters, state }, x, context) => {
    const [rows, steps] = x.shape as [number, number, number]; // As planned.
    const { numHeads, keyDim } = config;
    const heads = (name: string, order: readonly number[]): Tensor => {
      const projected = project(ops, x, parameters[`${name}-kernel`]!, parameters[`${name}-bias`]);
      return ops.transpose(ops.reshape(projected, [rows, steps, numHeads, keyDim]), order);
    };
    const attended = attend(
      ops,
      config,
      {
        queries: heads("query", [0, 2, 1, 3]),
        keys: heads("key", [0, 2, 3, 1]),
        values: heads("value", [0, 2, 1, 3]),
      },
      context,
    );
    const together = ops.reshape(ops.transpose(attended, [0, 2, 1, 3]), [rows, steps, numHeads * keyDim]);
    return { y: project(ops, together, parameters["output-kernel"]!, parameters["output-bias"]), state };
  },
};
