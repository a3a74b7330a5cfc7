/** Reading a picture at other places than its own pixels'. */
import type { Affine, PictureShape } from "../catalog/augmentations/augmentation.ts";

/** Where the pixels come from when a picture is changed by `first` and then by `second`. */
export function composed(first: Affine, second: Affine): Affine {
  return {
    xx: first.xx * second.xx + first.xy * second.yx,
    xy: first.xx * second.xy + first.xy * second.yy,
    x0: first.xx * second.x0 + first.xy * second.y0 + first.x0,
    yx: first.yx * second.xx + first.yy * second.yx,
    yy: first.yx * second.xy + first.yy * second.yy,
    y0: first.yx * second.x0 + first.yy * second.y0 + first.y0,
  };
}

/** Between four pixels in proportion; what would come from outside comes from the edge. */
export function resample(source: Float32Array, out: Float32Array, shape: PictureShape, from: Affine): void {
  const [height, width, channels] = shape;
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  let at = 0;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [x, y] = [column - middleX, row - middleY];
      const sourceX = Math.min(width - 1, Math.max(0, from.xx * x + from.xy * y + from.x0 + middleX));
      const sourceY = Math.min(height - 1, Math.max(0, from.yx * x + from.yy * y + from.y0 + middleY));
      const [left, top] = [Math.floor(sourceX), Math.floor(sourceY)];
      const [alongX, alongY] = [sourceX - left, sourceY - top];
      const topLeft = (top * width + left) * channels;
      const right = left + 1 < width ? channels : 0;
      const below = top + 1 < height ? width * channels : 0;
      for (let channel = 0; channel < channels; channel++, at++) {
        const corner = topLeft + channel;
        const upper = source[corner]! + alongX * (source[corner + right]! - source[corner]!);
        const lower = source[corner + below]! + alongX * (source[corner + below + right]! - source[corner + below]!);
        out[at] = upper + alongY * (lower - upper);
      }
    }
  }
}
