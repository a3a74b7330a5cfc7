/** Pictures to try a model on that it has not been trained with. */
import { sizeOf } from "../../catalog/layers/layer.ts";
import type { UnseenPicture } from "../../project/records.ts";
import type { PreparedData } from "./prepare-data.ts";

/** The first of the test part for each class, in the classes' order; empty where pictures or classes are missing. */
export function unseenPictures({ features, parts, target, targets }: PreparedData): readonly UnseenPicture[] {
  const [column] = features;
  if (column?.type !== "image" || target.task !== "classification") return [];
  const size = sizeOf(column.shape);
  return target.classes.flatMap((label, code) => {
    const row = parts.test.find((each) => targets[each] === code);
    return row === undefined ? [] : [{ label, pixels: column.pixels.slice(row * size, (row + 1) * size) }];
  });
}
