import { expect, test } from "vitest";
import type { Dataset } from "../../../../src/catalog/datasets/dataset.ts";
import { augmentedPictures } from "../../../../src/engine/data/augment-sample.ts";
import { prepareData } from "../../../../src/engine/data/prepare-data.ts";
import { resolveData } from "../../../../src/engine/data/resolve-data.ts";
import { dataSchema } from "../../../../src/project/project.ts";
import { z } from "zod";

const pictures: Dataset = {
  rows: 10,
  columns: [
    {
      type: "image",
      name: "picture",
      shape: [2, 2, 1],
      scale: 1 / 255,
      pixels: Uint8Array.from({ length: 40 }, (_, at) => 60 + at),
    },
    {
      type: "category",
      name: "kind",
      categories: ["a", "b"],
      codes: Int32Array.from({ length: 10 }, (_, row) => row % 2),
    },
  ],
};

async function sample(augment: readonly { readonly id: string }[]) {
  const data = resolveData(dataSchema.parse({ id: "made", augment }), { config: z.strictObject({}), target: "kind" });
  const prepared = await prepareData(pictures, data);
  return { prepared, pictures: augmentedPictures(prepared, data.seed) };
}

test("training pictures are shown as they are and as they are learnt from, the same each time", async () => {
  const { prepared, pictures: shown } = await sample([{ id: "brightness" }]);
  const first = prepared.parts.train[0]!;
  expect(Array.from(shown![0]!.original)).toEqual([0, 1, 2, 3].map((at) => 60 + first * 4 + at));
  const draws = shown![0]!.changed.map((pixels) => pixels.join());
  expect(new Set([...draws, shown![0]!.original.join()]).size).toBeGreaterThan(3);
  expect((await sample([{ id: "brightness" }])).pictures).toEqual(shown);
});

test("without augmentation there is nothing to show", async () => {
  expect((await sample([])).pictures).toBeUndefined();
});
