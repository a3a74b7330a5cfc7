import type { Dataset, DatasetAccess } from "../dataset.ts";
import { readIdx } from "../idx.ts";

const DIGITS = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** The original IDX files; training pictures first, the source's own test pictures from row 60,000 on. */
export async function loadMnist(_config: unknown, access: DatasetAccess): Promise<Dataset> {
  const [trainImages, trainLabels, testImages, testLabels] = await Promise.all(
    ["mnist-train-images", "mnist-train-labels", "mnist-test-images", "mnist-test-labels"].map(async (name) =>
      readIdx(await access.readFile(name), name),
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
      { type: "category", name: "label", codes, categories: DIGITS },
    ],
  };
}

function concatenate(first: Uint8Array, second: Uint8Array): Uint8Array {
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}
