import type { Ops, Tensor } from "../../../tensor/ops.ts";
import type { Layer } from "../layer.ts";

interface Picture {
  readonly poolSize: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly padding: "valid" | "same";
}

interface Sequence {
  readonly poolSize: number;
  readonly strides: number;
  readonly padding: "valid" | "same";
}

interface Global {
  readonly keepDims: boolean;
}

/** The largest entry of each window, channel by channel. */
export const maxPooling2d: Layer<Picture> = {
  forward: (ops, config, { state }, x) => ({ y: ops.maxPool2d(x, config.poolSize, config), state }),
};

export const averagePooling2d: Layer<Picture> = {
  forward: (ops, config, { state }, x) => ({ y: ops.averagePool2d(x, config.poolSize, config), state }),
};

export const maxPooling1d: Layer<Sequence> = {
  forward: (ops, config, { state }, x) => ({
    y: inOneRow(ops, config, x, (picture, size, window) => ops.maxPool2d(picture, size, window)),
    state,
  }),
};

export const averagePooling1d: Layer<Sequence> = {
  forward: (ops, config, { state }, x) => ({
    y: inOneRow(ops, config, x, (picture, size, window) => ops.averagePool2d(picture, size, window)),
    state,
  }),
};

/** A sequence is a picture of one row. */
function inOneRow(
  ops: Ops,
  config: Sequence,
  x: Tensor,
  pool: (picture: Tensor, size: Picture["poolSize"], window: Picture) => Tensor,
): Tensor {
  const [rows, steps, channels] = x.shape as [number, number, number]; // As planned.
  const picture = ops.reshape(x, [rows, 1, steps, channels]);
  const window = { poolSize: [1, config.poolSize], strides: [1, config.strides], padding: config.padding } as const;
  const pooled = pool(picture, window.poolSize, window);
  return ops.reshape(pooled, [rows, pooled.shape[2]!, channels]);
}

export const globalAveragePooling2d: Layer<Global> = {
  forward: (ops, { keepDims }, { state }, x) => ({ y: ops.mean(x, [1, 2], keepDims), state }),
};

export const globalMaxPooling2d: Layer<Global> = {
  forward: (ops, { keepDims }, { state }, x) => ({ y: ops.max(x, [1, 2], keepDims), state }),
};

/** A sequence that is all padding has a mean of 0. */
export const globalAveragePooling1d: Layer<Global> = {
  forward: (ops, { keepDims }, { state }, x, { mask }) => {
    if (mask === null) return { y: ops.mean(x, [1], keepDims), state };
    const kept = ops.reshape(mask, [...mask.shape, 1]);
    const counts = ops.maximum(ops.sum(kept, [1], keepDims), 1);
    return { y: ops.divide(ops.sum(ops.multiply(x, kept), [1], keepDims), counts), state };
  },
};

/** What is padded counts as a number too small to be the largest; a sequence that is all padding has 0. */
export const globalMaxPooling1d: Layer<Global> = {
  forward: (ops, { keepDims }, { state }, x, { mask }) => {
    if (mask === null) return { y: ops.max(x, [1], keepDims), state };
    const kept = ops.reshape(mask, [...mask.shape, 1]);
    const largest = ops.max(ops.add(x, ops.multiply(ops.subtract(1, kept), -1e9)), [1], keepDims);
    return { y: ops.multiply(largest, ops.max(kept, [1], keepDims)), state };
  },
};
