/** Where a window stands as it slides over a picture, for convolution and pooling. */
import type { Shape, Window2d } from "../../tensor/ops.ts";

type Pair = readonly [number, number];

/** [height, width] each; pictures are [n, h, w, channels]. */
export interface Sliding {
  readonly input: Pair;
  readonly output: Pair;
  readonly window: Pair;
  readonly strides: Pair;
  /** Empty rows above and columns left of the picture. */
  readonly before: Pair;
}

/** "same" pads as TensorFlow does, the odd row or column at the end. */
export function slidingOver(x: Shape, window: Pair, { strides, padding }: Window2d): Sliding {
  const along = (axis: 0 | 1) => {
    const [length, extent, stride] = [x[axis + 1]!, window[axis], strides[axis]];
    const output = padding === "same" ? Math.ceil(length / stride) : Math.ceil((length - extent + 1) / stride);
    const missing = padding === "same" ? Math.max(0, (output - 1) * stride + extent - length) : 0;
    return { length, output, before: Math.floor(missing / 2) };
  };
  const [rows, columns] = [along(0), along(1)];
  return {
    input: [rows.length, columns.length],
    output: [rows.output, columns.output],
    window: [...window],
    strides: [...strides],
    before: [rows.before, columns.before],
  };
}
