/** Some training pictures as the project's augmentation changes them, for people to see. */
import { sizeOf } from "../../catalog/layers/layer.ts";
import type { AugmentedPicture } from "../../project/data-summary.ts";
import type { PreparedData } from "./prepare-data.ts";

const PICTURES = 6;
const CHANGES = 5;

/** The first training pictures, each with several draws; undefined where nothing is augmented. */
export function augmentedPictures(prepared: PreparedData, seed: number): readonly AugmentedPicture[] | undefined {
  const { augmenter, features, parts } = prepared;
  const images = features.find((column) => column.type === "image");
  if (augmenter === undefined || images === undefined) return undefined;
  const size = sizeOf(images.shape);
  const rows = Array.from(parts.train.subarray(0, PICTURES));
  const pictureAt = (row: number): Float32Array =>
    Float32Array.from(images.pixels.subarray(row * size, (row + 1) * size));
  return rows.map((row, place) => ({
    original: images.pixels.slice(row * size, (row + 1) * size),
    changed: Array.from({ length: CHANGES }, (_, change) => {
      const draw = { seed, step: change + 1, place };
      const picture = pictureAt(row);
      augmenter.change(picture, draw);
      const partner = augmenter.partner(draw, rows.length);
      if (partner === null) return Uint8ClampedArray.from(picture);
      const other = pictureAt(rows[partner.place]!);
      augmenter.change(other, { ...draw, place: partner.place });
      return Uint8ClampedArray.from(picture, (value, at) => value * (1 - partner.share) + other[at]! * partner.share);
    }).map((pixels) => new Uint8Array(pixels.buffer)),
  }));
}
