/** Windows over pictures with plain loops, for the interpreter. */
import type { Node, Op } from "../../../src/engine/compiled/graph.ts";
import type { Sliding } from "../../../src/engine/compiled/sliding.ts";

export type Values = Float32Array | Float64Array;

/** Visits every cell of the pictures under every place of the window, in order; all without channels. */
export function cellsUnder(
  { input, output, window, strides, dilation, before }: Sliding,
  pictures: number,
  visit: (cell: number, place: number, tap: number) => void,
): void {
  for (let place = 0; place < pictures * output[0] * output[1]; place++) {
    const row = Math.floor(place / output[1]) % output[0];
    const picture = Math.floor(place / (output[0] * output[1]));
    for (let tap = 0; tap < window[0] * window[1]; tap++) {
      const y = row * strides[0] - before[0] + Math.floor(tap / window[1]) * dilation[0];
      const x = (place % output[1]) * strides[1] - before[1] + (tap % window[1]) * dilation[1];
      if (y < 0 || x < 0 || y >= input[0] || x >= input[1]) continue;
      visit((picture * input[0] + y) * input[1] + x, place, tap);
    }
  }
}

/** x [n, h, w, c], kernel [kh, kw, c, f], y [n, oh, ow, f]: whichever of the three `node` is, from the other two. */
export function convolve(
  node: Node,
  op: Op & { readonly kind: "conv2d" | "conv2dInput" | "conv2dKernel" },
  a: Values,
  b: Values,
  out: Values,
): Values {
  const [first, second] = [node.inputs[0]!.shape, node.inputs[1]!.shape];
  const kernel = op.kind === "conv2dKernel" ? node.shape : second;
  const [channels, filters] = [kernel[2]!, kernel[3]!];
  const filtersInGroup = filters / op.groups;
  cellsUnder(op.sliding, first[0]!, (cell, place, tap) => {
    for (let filter = 0; filter < filters; filter++) {
      const from = Math.floor(filter / filtersInGroup) * channels;
      for (let channel = 0; channel < channels; channel++) {
        const x = cell * channels * op.groups + from + channel;
        const weight = (tap * channels + channel) * filters + filter;
        const y = place * filters + filter;
        switch (op.kind) {
          case "conv2d":
            out[y]! += a[x]! * b[weight]!;
            break;
          case "conv2dInput":
            out[x]! += a[y]! * b[weight]!;
            break;
          case "conv2dKernel":
            out[weight]! += a[x]! * b[y]!;
            break;
        }
      }
    }
  });
  return out;
}
