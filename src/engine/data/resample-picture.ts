/** Reading a picture at other places than its own pixels'. */
import type { Affine, PictureShape } from "../../catalog/augmentations/augmentation.ts";

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
  const lastX = width - 1;
  const lastY = height - 1;
  const { xx, yx } = from;
  let at = 0;
  for (let row = 0; row < height; row++) {
    const y = row - lastY / 2;
    const beginX = from.xy * y + from.x0 + lastX / 2;
    const beginY = from.yy * y + from.y0 + lastY / 2;
    for (let column = 0; column < width; column++) {
      const x = column - lastX / 2;
      const sourceX = Math.min(lastX, Math.max(0, xx * x + beginX));
      const sourceY = Math.min(lastY, Math.max(0, yx * x + beginY));
      const left = Math.floor(sourceX);
      const top = Math.floor(sourceY);
      const alongX = sourceX - left;
      const alongY = sourceY - top;
      const right = left < lastX ? channels : 0;
      const below = top < lastY ? width * channels : 0;
      let corner = (top * width + left) * channels;
      for (const end = at + channels; at < end; at++, corner++) {
        const upper = source[corner]! + alongX * (source[corner + right]! - source[corner]!);
        const lower = source[corner + below]! + alongX * (source[corner + below + right]! - source[corner + below]!);
        out[at] = upper + alongY * (lower - upper);
      }
    }
  }
}
