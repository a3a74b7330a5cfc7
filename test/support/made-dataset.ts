import type { Dataset } from "../../src/catalog/datasets/dataset.ts";

/** Ten rows: "size" with a gap, "colour" with a gap, and "kind" to predict, unknown in the last row. */
export function smallTable(): Dataset {
  return {
    rows: 10,
    columns: [
      { type: "number", name: "size", values: Float64Array.of(1, 2, 3, NaN, 5, 6, 7, 8, 9, 10) },
      {
        type: "category",
        name: "colour",
        categories: ["blue", "red"],
        codes: Int32Array.of(0, 1, 0, 1, -1, 1, 0, 1, 0, 0),
      },
      {
        type: "category",
        name: "kind",
        categories: ["a", "b"],
        codes: Int32Array.of(0, 0, 0, 0, 1, 1, 1, 1, 1, -1),
      },
    ],
  };
}

/** Four pictures of 2 x 2 pixels and a number for each. */
export function smallPictures(): Dataset {
  return {
    rows: 4,
    testFrom: 3,
    columns: [
      {
        type: "image",
        name: "picture",
        shape: [2, 2, 1],
        scale: 1,
        pixels: Uint8Array.from({ length: 16 }, (_, at) => 17 * at),
      },
      { type: "number", name: "brightness", values: Float64Array.of(0, 1, 2, 3) },
    ],
  };
}
