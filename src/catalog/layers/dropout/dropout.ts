import type { Ops, Shape, Tensor } from "../../../tensor/ops.ts";
import type { Layer, LayerContext } from "../layer.ts";

interface Rate {
  readonly rate: number;
}

/**
 * Inverted dropout (Srivastava et al. 2014): 1 / (1 - rate) with probability 1 - rate, else 0; to multiply with. Null
 * where nothing is dropped.
 */
export function dropoutMask(ops: Ops, rate: number, shape: Shape, context: LayerContext): Tensor | null {
  if (!context.training || rate === 0) return null;
  const draws = ops.randomUniform(shape, context.nextRandomKey());
  return ops.multiply(ops.cast(ops.greater(draws, rate), "float32"), 1 / (1 - rate));
}

export function dropped(ops: Ops, rate: number, x: Tensor, context: LayerContext): Tensor {
  const mask = dropoutMask(ops, rate, x.shape, context);
  return mask === null ? x : ops.multiply(x, mask);
}

export const dropout: Layer<Rate> = {
  forward: (ops, { rate }, { state }, x, context) => ({ y: dropped(ops, rate, x, context), state }),
};

/** Tompson et al. (2015): one draw a channel for all places. */
export const spatialDropout: Layer<Rate> = {
  forward: (ops, { rate }, { state }, x, context) => {
    const shape = x.shape.map((extent, axis) => (axis === 0 || axis === x.shape.length - 1 ? extent : 1));
    const mask = dropoutMask(ops, rate, shape, context);
    return { y: mask === null ? x : ops.multiply(x, mask), state };
  },
};

export const gaussianNoise: Layer<{ stddev: number }> = {
  forward: (ops, { stddev }, { state }, x, context) => {
    if (!context.training || stddev === 0) return { y: x, state };
    const noise = ops.randomNormal(x.shape, context.nextRandomKey());
    return { y: ops.add(x, ops.multiply(noise, stddev)), state };
  },
};

/** Noise of the variance that dropout of this rate would have. */
export const gaussianDropout: Layer<Rate> = {
  forward: (ops, { rate }, { state }, x, context) => {
    if (!context.training || rate === 0) return { y: x, state };
    const noise = ops.randomNormal(x.shape, context.nextRandomKey());
    return { y: ops.multiply(x, ops.add(ops.multiply(noise, Math.sqrt(rate / (1 - rate))), 1)), state };
  },
};
