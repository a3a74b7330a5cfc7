/** Pictures to try a model on that it has not been trained with. */
import { sizeOf } from "../../catalog/layers/layer.ts";
import type { UnseenPicture } from "../../project/records.ts";
import type { PreparedData } from "./prepare-data.ts";

/** Where no class tells pictures apart, the first so many. */
const UNNAMED = 10;

/**
 * The first of the test part for each class, in the classes' order; or just the first, numbered. Empty where pictures or
 * classes are missing.
 */
export function unseenPictures({ features, parts, target, targets }: PreparedData): readonly UnseenPicture[] {
  const [column] = features;
  if (column?.type !== "image") return [];
  const size = sizeOf(column.shape);
  const pixelsAt = (row: number) => column.pixels.slice(row * size, (row + 1) * size);
  if (target.task === "reconstruction") {
    return Array.from(parts.test.subarray(0, UNNAMED), (row, at) => ({ label: `${at + 1}`, pixels: pixelsAt(row) }));
  }
  if (target.task !== "classification") return [];
  return target.classes.flatMap((label, code) => {
    const row = parts.test.find((each) => targets[each] === code);
    return row === undefined ? [] : [{ label, pixels: pixelsAt(row) }];
  });
}
