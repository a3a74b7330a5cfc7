import type { Layer } from "../layer.ts";

/** x [n, t], whole numbers from 0 below the table's rows, to [n, t, outputDim]. */
export const embedding: Layer<{ maskZero: boolean }> = {
  forward: (ops, { maskZero }, { parameters, state }, x) => {
    const tokens = x.dtype === "int32" ? x : ops.cast(x, "int32");
    const y = ops.gather(parameters["embeddings"]!, tokens);
    if (!maskZero) return { y, state };
    return { y, state, mask: ops.cast(ops.greater(ops.cast(tokens, "float32"), 0), "float32") };
  },
};

/** x + table; [n, t, c] and [t, c]. */
export const positionEmbedding: Layer<{ kind: "learned" | "sinusoidal" }> = {
  forward: (ops, { kind }, { parameters, state }, x) => {
    const [, steps, features] = x.shape as [number, number, number]; // As planned.
    const table =
      kind === "learned" ? parameters["embeddings"]! : ops.constant(sinusoids(steps, features), [steps, features]);
    return { y: ops.add(x, table), state };
  },
};

/** Vaswani et al. (2017), 3.5: sin and cos of position / 10000^(2i / c), in turn. */
export function sinusoids(steps: number, features: number): Float32Array {
  return Float32Array.from({ length: steps * features }, (_, at) => {
    const [position, feature] = [Math.floor(at / features), at % features];
    const angle = position / 10_000 ** ((feature - (feature % 2)) / features);
    return feature % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
  });
}
