import { expect, test } from "vitest";
import { z } from "zod";
import type { Dataset } from "../../../../src/catalog/datasets/dataset.ts";
import { prepareData } from "../../../../src/engine/data/prepare-data.ts";
import { resolveData } from "../../../../src/engine/data/resolve-data.ts";
import { unseenPictures } from "../../../../src/engine/data/unseen-pictures.ts";
import { dataSchema } from "../../../../src/project/project.ts";
import { smallTable } from "../../../support/made-dataset.ts";

const planned = (split: object) =>
  resolveData(dataSchema.parse({ id: "made", split }), { config: z.strictObject({}), target: "kind" });

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
  const prepared = await prepareData(pictures, planned({ train: 1, validation: 0, test: 0, by: "source" }));
  expect(unseenPictures(prepared)).toEqual([
    { label: "a", pixels: Uint8Array.of(5) },
    { label: "b", pixels: Uint8Array.of(3) },
  ]);
});

test("a table has none", async () => {
  expect(unseenPictures(await prepareData(smallTable(), planned({})))).toEqual([]);
});
