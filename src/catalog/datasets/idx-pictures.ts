import type { Dataset, DatasetAccess } from "./dataset.ts";
import { readIdx } from "./idx.ts";

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
    const pixels = concatenate(trainImages!.values, testImages!.values);
    const codes = Int32Array.from(concatenate(trainLabels!.values, testLabels!.values));
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

function concatenate(first: Uint8Array, second: Uint8Array): Uint8Array {
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}
