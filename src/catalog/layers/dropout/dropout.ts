import type { Layer } from "../layer.ts";

/** Inverted dropout (Srivastava et al. 2014): keeps an input with probability 1 - rate and scales it by 1 / (1 - rate). */
export const dropout: Layer<{ rate: number }> = {
  forward: (ops, config, { state }, x, context) => {
    if (!context.training || config.rate === 0) return { y: x, state };
    const draws = ops.randomUniform(x.shape, context.nextRandomKey());
    const kept = ops.cast(ops.greater(draws, config.rate), "float32");
    return { y: ops.multiply(ops.multiply(x, kept), 1 / (1 - config.rate)), state };
  },
};
