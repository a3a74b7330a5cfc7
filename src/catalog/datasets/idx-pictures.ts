import type { Dataset, DatasetAccess } from "./dataset.ts";
import { readIdx } from "./idx.ts";
import { joined } from "../../tensor/join-arrays.ts";

/**
 * A loader of grey pictures with labels in four IDX files, named as MNIST names them. The training pictures come first, then
 * the source's own test pictures. `categories` by label.
 */
export function idxPictures(name: string, categories: readonly string[]) {
  return async (_config: unknown, access: DatasetAccess): Promise<Dataset> => {
    const [trainImages, trainLabels, testImages, testLabels] = await Promise.all(
      ["train-images", "train-labels", "test-images", "test-labels"].map(async (part) =>
        readIdx(await access.readFile(`${name}-${part}`), `${name}-${part}`),
      ),
    );
    const pixels = joined(Uint8Array, [trainImages!.values, testImages!.values]);
    const codes = joined(Int32Array, [trainLabels!.values, testLabels!.values]);
    const [, height, width] = trainImages!.shape;
    return {
      rows: codes.length,
      testFrom: trainLabels!.values.length,
      columns: [
        { type: "image", name: "image", pixels, shape: [height!, width!, 1], scale: 1 },
        { type: "category", name: "label", codes, categories },
      ],
    };
  };
}
