/**
 * Variants of convolution and pooling composed from plainer operations, where kernels of TensorFlow.js have no gradient
 * (dilation, groups) or a wrong one (average pooling counts its padding on the way back).
 */
import type { Ops, Tensor, Window2d } from "./ops.ts";

type Pair = readonly [number, number];

/** Rows and columns that `same` adds before and after, for a kernel of this extent: TensorFlow's rule. */
export function samePadding(length: number, extent: number, stride: number): Pair {
  const missing = Math.max(0, (Math.ceil(length / stride) - 1) * stride + extent - length);
  const before = Math.floor(missing / 2);
  return [before, missing - before];
}

/** x with the window's padding laid around it, so that "valid" is all that remains to be done. */
function padded(ops: Ops, x: Tensor, extents: Pair, { padding, strides }: Window2d): Tensor {
  if (padding === "valid") return x;
  const rows = samePadding(x.shape[1]!, extents[0], strides[0]);
  const columns = samePadding(x.shape[2]!, extents[1], strides[1]);
  const none = [0, 0] as const;
  return [...rows, ...columns].every((each) => each === 0) ? x : ops.pad(x, [none, rows, columns, none]);
}

/** With strides of 1: each tap's view of the picture side by side, then one matrix product (im2col). */
export function dilatedConv2d(ops: Ops, x: Tensor, kernel: Tensor, dilation: Pair, window: Window2d): Tensor {
  const [height, width, channels, filters] = kernel.shape as [number, number, number, number]; // By its contract.
  const extents = [(height - 1) * dilation[0] + 1, (width - 1) * dilation[1] + 1] as const;
  const whole = padded(ops, x, extents, window);
  const size = [whole.shape[0]!, whole.shape[1]! - extents[0] + 1, whole.shape[2]! - extents[1] + 1];
  const taps = Array.from({ length: height * width }, (_, tap) =>
    ops.slice(whole, [0, Math.floor(tap / width) * dilation[0], (tap % width) * dilation[1], 0], [...size, channels]),
  );
  const columns = height * width * channels;
  const product = ops.matmul(
    ops.reshape(ops.concat(taps, 3), [size[0]! * size[1]! * size[2]!, columns]),
    ops.reshape(kernel, [columns, filters]),
  );
  return ops.reshape(product, [...size, filters]);
}

/** Each group of channels by its own share of the filters. */
export function groupedConv2d(
  ops: Ops,
  x: Tensor,
  kernel: Tensor,
  convolve: (x: Tensor, kernel: Tensor) => Tensor,
): Tensor {
  const [height, width, channels, filters] = kernel.shape as [number, number, number, number]; // By its contract.
  const groups = x.shape[3]! / channels;
  const share = filters / groups;
  const made = Array.from({ length: groups }, (_, group) =>
    convolve(
      ops.slice(x, [0, 0, 0, group * channels], [...x.shape.slice(0, 3), channels]),
      ops.slice(kernel, [0, 0, 0, group * share], [height, width, channels, share]),
    ),
  );
  return ops.concat(made, 3);
}

/** `mean` averages whole windows; those at the rim hold fewer real entries than they are large. */
export function averagePool2d(
  ops: Ops,
  x: Tensor,
  size: Pair,
  window: Window2d,
  mean: (x: Tensor, window: Window2d) => Tensor,
): Tensor {
  const whole = padded(ops, x, size, window);
  const means = mean(whole, { ...window, padding: "valid" });
  if (whole === x) return means;
  const [, rows, columns] = means.shape;
  const share = (axis: 0 | 1, at: number): number => {
    const length = x.shape[axis + 1]!;
    const from = at * window.strides[axis] - samePadding(length, size[axis], window.strides[axis])[0];
    return size[axis] / (Math.min(length, from + size[axis]) - Math.max(0, from));
  };
  const shares = Float32Array.from(
    { length: rows! * columns! },
    (_, at) => share(0, Math.floor(at / columns!)) * share(1, at % columns!),
  );
  return ops.multiply(means, ops.constant(shares, [1, rows!, columns!, 1]));
}
