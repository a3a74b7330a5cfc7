import { expect, test } from "vitest";
import type { Dataset } from "../../../src/catalog/datasets/dataset.ts";
import { suggestedPreprocess } from "../../../src/catalog/preprocessors/index.ts";
import { prepareData } from "../../../src/engine/prepare-data.ts";
import { unseenPictures } from "../../../src/engine/unseen-pictures.ts";
import { smallTable } from "../../support/made-dataset.ts";

const plan = {
  id: "made",
  config: {},
  features: undefined,
  ignored: [],
  preprocess: suggestedPreprocess,
  standardizeTarget: false,
  seed: 7,
} as const;

/** Six pictures of one pixel, as bright as their row's number; the last three are for testing. */
const pictures: Dataset = {
  rows: 6,
  testFrom: 3,
  columns: [
    { type: "image", name: "picture", shape: [1, 1, 1], scale: 1, pixels: Uint8Array.of(0, 1, 2, 3, 4, 5) },
    { type: "category", name: "kind", categories: ["a", "b"], codes: Int32Array.of(0, 1, 0, 1, 1, 0) },
  ],
};

test("each class shows a picture that training has not seen", async () => {
  const split = { train: 1, validation: 0, test: 0, by: "source", stratify: false, folds: null } as const;
  const prepared = await prepareData(pictures, { ...plan, target: "kind", split });
  expect(unseenPictures(prepared)).toEqual([
    { label: "a", pixels: Uint8Array.of(5) },
    { label: "b", pixels: Uint8Array.of(3) },
  ]);
});

test("a table has none", async () => {
  const split = { train: 0.6, validation: 0.2, test: 0.2, by: "row", stratify: false, folds: null } as const;
  expect(unseenPictures(await prepareData(smallTable(), { ...plan, target: "kind", split }))).toEqual([]);
});
