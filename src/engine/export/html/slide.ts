/** Windows over one picture [1, height, width, channels], by plain loops. */
import type { Sliding } from "../../compiled/sliding.ts";

type Numbers = Float32Array<ArrayBuffer>;
interface Convolution {
  readonly sliding: Sliding;
  readonly groups: number;
}
interface Depths {
  readonly channels: number;
  readonly filters: number;
}

/** Kernel [height, width, channels / groups, filters]. */
export function convolve(
  convolution: Convolution,
  depths: Depths,
  [x, kernel, out]: readonly [Numbers, Numbers, Numbers],
): () => void {
  return () => {
    out.fill(0);
    eachRow(convolution, depths, (at, to, weights, wide) => {
      const value = x[at]!;
      if (value === 0) return;
      for (let filter = 0; filter < wide; filter++) out[to + filter]! += value * kernel[weights + filter]!;
    });
  };
}

/** What a convolution from [1, ..., channels] to [1, ..., filters] does to gradients: a transposed convolution. */
export function convolveBack(
  convolution: Convolution,
  depths: Depths,
  [y, kernel, out]: readonly [Numbers, Numbers, Numbers],
): () => void {
  return () => {
    out.fill(0);
    eachRow(convolution, depths, (at, to, weights, wide) => {
      let sum = 0;
      for (let filter = 0; filter < wide; filter++) sum += y[to + filter]! * kernel[weights + filter]!;
      out[at]! += sum;
    });
  };
}

/** Each channel of each cell, with the `wide` filters of its group from `to` on, and the weights between them. */
function eachRow(
  { sliding, groups }: Convolution,
  { channels, filters }: Depths,
  visit: (at: number, to: number, weights: number, wide: number) => void,
): void {
  const [width, wide] = [channels / groups, filters / groups];
  eachCell(sliding, (cell, place, tap) => {
    for (let channel = 0; channel < channels; channel++) {
      const first = Math.floor(channel / width) * wide;
      visit(
        cell * channels + channel,
        place * filters + first,
        (tap * width + (channel % width)) * filters + first,
        wide,
      );
    }
  });
}

export function poolLargest(sliding: Sliding, channels: number, [x, out]: readonly [Numbers, Numbers]): () => void {
  return () => {
    out.fill(-Infinity);
    eachCell(sliding, (cell, place) => {
      for (let channel = 0; channel < channels; channel++) {
        const to = place * channels + channel;
        out[to] = Math.max(out[to]!, x[cell * channels + channel]!);
      }
    });
  };
}

/** Every cell of the picture under every place of the window; what is beside the picture is left out. */
function eachCell(
  { input, output, window, strides, dilation, before }: Sliding,
  visit: (cell: number, place: number, tap: number) => void,
): void {
  for (let row = 0; row < output[0]; row++) {
    for (let column = 0; column < output[1]; column++) {
      for (let down = 0; down < window[0]; down++) {
        const y = row * strides[0] - before[0] + down * dilation[0];
        if (y < 0 || y >= input[0]) continue;
        for (let across = 0; across < window[1]; across++) {
          const x = column * strides[1] - before[1] + across * dilation[1];
          if (x < 0 || x >= input[1]) continue;
          visit(y * input[1] + x, row * output[1] + column, down * window[1] + across);
        }
      }
    }
  }
}
