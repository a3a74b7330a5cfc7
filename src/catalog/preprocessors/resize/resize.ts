import { z } from "zod";
import type { ImageColumn } from "../../datasets/dataset.ts";
import { columnStep } from "../make-step.ts";

export const resizeValues = z.strictObject({
  width: z.int(),
  height: z.int(),
  fit: z.enum(["stretch", "crop", "pad"]),
});
type Size = z.infer<typeof resizeValues>;

/** Pixels between two others in proportion, means of many when a picture shrinks: as Pillow's BILINEAR. */
export const resize = columnStep({
  values: resizeValues,
  fit: ({ width, height, fit }: Size, column) => (column.type === "image" ? { width, height, fit } : null),
  apply: (size, column) => (column.type === "image" ? [resized(column, size)] : [column]),
});

/** One side of the new picture: for each pixel the first of the old ones that it comes from, and their shares. */
interface Side {
  readonly from: Int32Array;
  readonly shares: readonly Float64Array[];
}

/** What becomes of a picture's columns and of its rows. */
export function sidesOf(
  [oldHeight, oldWidth]: ImageColumn["shape"],
  { width, height, fit }: Size,
): { readonly across: Side; readonly down: Side } {
  const ratios = [width / oldWidth, height / oldHeight] as const;
  const ratio = fit === "crop" ? Math.max(...ratios) : Math.min(...ratios);
  return {
    across: sideOf(oldWidth, width, fit === "stretch" ? ratios[0] : ratio),
    down: sideOf(oldHeight, height, fit === "stretch" ? ratios[1] : ratio),
  };
}

function resized(column: ImageColumn, given: Size): ImageColumn {
  const { width, height } = given;
  const [oldHeight, oldWidth, channels] = column.shape;
  const { across, down } = sidesOf(column.shape, given);
  const oldSize = oldHeight * oldWidth * channels;
  const rows = column.pixels.length / oldSize;
  const size = height * width * channels;
  const pixels = new Uint8Array(rows * size);
  const wide = new Float64Array(oldHeight * width * channels);
  for (let row = 0; row < rows; row++) {
    const old = column.pixels.subarray(row * oldSize, (row + 1) * oldSize);
    scaleAcross(old, wide, { lines: oldHeight, channels, width: oldWidth }, across);
    scaleDown(wide, pixels.subarray(row * size, (row + 1) * size), width * channels, down);
  }
  return { ...column, pixels, shape: [height, width, channels] };
}

function scaleAcross(
  old: Uint8Array,
  out: Float64Array,
  { lines, channels, width }: { readonly lines: number; readonly channels: number; readonly width: number },
  { from, shares }: Side,
): void {
  let at = 0;
  for (let line = 0; line < lines; line++) {
    shares.forEach((own, place) => {
      for (let channel = 0; channel < channels; channel++, at++) {
        let sum = 0;
        let source = (line * width + from[place]!) * channels + channel;
        for (const share of own) {
          sum += share * old[source]!;
          source += channels;
        }
        out[at] = sum;
      }
    });
  }
}

function scaleDown(wide: Float64Array, out: Uint8Array, length: number, { from, shares }: Side): void {
  shares.forEach((own, line) => {
    for (let at = 0; at < length; at++) {
      let sum = 0;
      own.forEach((share, index) => {
        sum += share * wide[(from[line]! + index) * length + at]!;
      });
      out[line * length + at] = Math.min(255, Math.max(0, Math.round(sum)));
    }
  });
}

/** Triangles as wide as an old or a new pixel, whichever is wider; where the old picture does not reach there is none. */
function sideOf(old: number, now: number, ratio: number): Side {
  const reach = Math.max(1, 1 / ratio);
  const from = new Int32Array(now);
  const shares = Array.from({ length: now }, (_, place) => {
    // The middle of the new side stands over the middle of the old one.
    const centre = (place + 0.5 - now / 2) / ratio + old / 2;
    if (centre < 0 || centre > old) return new Float64Array();
    const first = Math.max(0, Math.floor(centre - reach + 0.5));
    const last = Math.min(old, Math.floor(centre + reach + 0.5));
    from[place] = first;
    const weights = Float64Array.from({ length: last - first }, (_each, index) =>
      Math.max(0, 1 - Math.abs(first + index + 0.5 - centre) / reach),
    );
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return weights.map((weight) => weight / sum);
  });
  return { from, shares };
}
