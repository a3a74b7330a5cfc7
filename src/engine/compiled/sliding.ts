/** Where a window stands as it slides over a picture, for convolution and pooling. */
import type { Convolution2d, Shape } from "../../tensor/ops.ts";

type Pair = readonly [number, number];

/** [height, width] each; pictures are [n, h, w, channels]. */
export interface Sliding {
  readonly input: Pair;
  readonly output: Pair;
  readonly window: Pair;
  readonly strides: Pair;
  /** From one cell of the window to the next. */
  readonly dilation: Pair;
  /** Empty rows above and columns left of the picture. */
  readonly before: Pair;
}

/** "same" pads as TensorFlow does, the odd row or column at the end. */
export function slidingOver(picture: Shape, window: Pair, over: Convolution2d): Sliding {
  const { strides, padding, dilation = [1, 1] } = over;
  const along = (axis: 0 | 1) => {
    const [length, stride] = [picture[axis]!, strides[axis]];
    const extent = (window[axis] - 1) * dilation[axis] + 1;
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
    dilation: [...dilation],
    before: [rows.before, columns.before],
  };
}

/** How many of the picture's cells, not of the padding, are under each place of the window; row by row. */
export function cellsInWindows({ input, output, window, strides, dilation, before }: Sliding): readonly number[] {
  const along = (axis: 0 | 1) =>
    Array.from({ length: output[axis] }, (_, place) => {
      const cells = Array.from({ length: window[axis] }, (_cell, tap) => {
        return place * strides[axis] - before[axis] + tap * dilation[axis];
      });
      return cells.filter((cell) => cell >= 0 && cell < input[axis]).length;
    });
  const [rows, columns] = [along(0), along(1)];
  return rows.flatMap((row) => columns.map((column) => row * column));
}
