import type { CategoryColumn, Column, Dataset, ImageColumn } from "../../catalog/datasets/dataset.ts";
import type { PictureSample } from "../../project/data-summary.ts";
import { countCodes } from "./describe-categories.ts";

/** Pictures of a class that stand in one row on a wide screen. */
const PER_CLASS = 12;
const MOST_CLASSES = 40;
/** Where there is no class to tell them apart by. */
const WITHOUT_CLASS = 48;

/** The first pictures of each class, the classes in the target's order; undefined where there are no pictures. */
export function samplePictures(dataset: Dataset, target: Column | undefined): PictureSample | undefined {
  const images = dataset.columns.find((column) => column.type === "image");
  if (images === undefined) return undefined;
  const groups =
    target?.type === "category"
      ? byClass(images, target)
      : [group(null, dataset.rows, images, firstRows(dataset.rows))];
  return { column: images.name, shape: images.shape, groups };
}

function byClass(images: ImageColumn, { codes, categories }: CategoryColumn): PictureSample["groups"] {
  const counts = countCodes(codes, categories.length);
  const shown = categories.slice(0, MOST_CLASSES);
  const rows = shown.map((): number[] => []);
  let wanted = shown.reduce((sum, _, code) => sum + Math.min(PER_CLASS, counts[code]!), 0);
  for (let row = 0; row < codes.length && wanted > 0; row++) {
    const taken = rows[codes[row]!];
    if (taken === undefined || taken.length === PER_CLASS) continue;
    taken.push(row);
    wanted--;
  }
  return shown.map((label, code) => group(label, counts[code]!, images, rows[code]!));
}

function firstRows(rows: number): readonly number[] {
  return Array.from({ length: Math.min(rows, WITHOUT_CLASS) }, (_, row) => row);
}

function group(label: string | null, rows: number, images: ImageColumn, taken: readonly number[]) {
  return { label, rows, pictures: taken.map((row) => pictureAt(images, row)) };
}

/** A copy of one row's bytes. */
export function pictureAt({ pixels, shape }: ImageColumn, row: number): Uint8Array {
  const size = shape[0] * shape[1] * shape[2];
  return pixels.slice(row * size, (row + 1) * size);
}
