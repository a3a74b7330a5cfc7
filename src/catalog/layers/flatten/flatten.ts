import { type Layer, sizeOf } from "../layer.ts";

/** [n, ...shape] to [n, product of shape], row-major. */
export const flatten: Layer = {
  forward: (ops, _config, { state }, x) => ({
    y: ops.reshape(x, [x.shape[0]!, sizeOf(x.shape.slice(1))]),
    state,
  }),
};
