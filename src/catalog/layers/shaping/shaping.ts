import type { Ops, Tensor } from "../../../tensor/ops.ts";
import { type Layer, sizeOf } from "../layer.ts";
import { reshaped } from "./definition.ts";

type Pair = readonly [number, number];

/** [n, ...shape] to [n, product of shape], row-major. */
export const flatten: Layer = {
  forward: (ops, _config, { state }, x) => ({ y: ops.reshape(x, [x.shape[0]!, sizeOf(x.shape.slice(1))]), state }),
};

export const reshape: Layer<{ targetShape: readonly number[] }> = {
  forward: (ops, { targetShape }, { state }, x) => ({
    y: ops.reshape(x, [x.shape[0]!, ...reshaped(targetShape, x.shape.slice(1))]),
    state,
  }),
};

export const permute: Layer<{ dims: readonly number[] }> = {
  forward: (ops, { dims }, { state }, x) => ({ y: ops.transpose(x, [0, ...dims]), state }),
};

/** [n, c] to [n, times, c] */
export const repeatVector: Layer<{ n: number }> = {
  forward: (ops, { n }, { state }, x) => ({
    y: repeated(ops, ops.reshape(x, [x.shape[0]!, 1, x.shape[1]!]), 1, n),
    state,
  }),
};

export const zeroPadding2d: Layer<{ rows: Pair; columns: Pair }> = {
  forward: (ops, { rows, columns }, { state }, x) => ({ y: ops.pad(x, [[0, 0], rows, columns, [0, 0]]), state }),
};

export const zeroPadding1d: Layer<{ steps: Pair }> = {
  forward: (ops, { steps }, { state }, x) => ({ y: ops.pad(x, [[0, 0], steps, [0, 0]]), state }),
};

export const cropping2d: Layer<{ rows: Pair; columns: Pair }> = {
  forward: (ops, { rows, columns }, { state }, x) => ({ y: cropped(ops, x, [[0, 0], rows, columns, [0, 0]]), state }),
};

export const cropping1d: Layer<{ steps: Pair }> = {
  forward: (ops, { steps }, { state }, x) => ({ y: cropped(ops, x, [[0, 0], steps, [0, 0]]), state }),
};

function cropped(ops: Ops, x: Tensor, margins: readonly Pair[]): Tensor {
  const begin = margins.map(([before]) => before);
  const size = x.shape.map((extent, axis) => extent - margins[axis]![0] - margins[axis]![1]);
  return ops.slice(x, begin, size);
}

export const upSampling2d: Layer<{ size: Pair }> = {
  forward: (ops, { size }, { state }, x) => ({ y: repeated(ops, repeated(ops, x, 1, size[0]), 2, size[1]), state }),
};

export const upSampling1d: Layer<{ size: number }> = {
  forward: (ops, { size }, { state }, x) => ({ y: repeated(ops, x, 1, size), state }),
};

/** Each entry along `axis` `times` over. */
function repeated(ops: Ops, x: Tensor, axis: number, times: number): Tensor {
  const before = sizeOf(x.shape.slice(0, axis + 1));
  const after = sizeOf(x.shape.slice(axis + 1));
  const rows = ops.reshape(x, [before, 1, after]);
  const wide = ops.concat(
    Array.from({ length: times }, () => rows),
    1,
  );
  return ops.reshape(
    wide,
    x.shape.map((extent, each) => (each === axis ? extent * times : extent)),
  );
}
