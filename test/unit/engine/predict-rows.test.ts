import { layerSelection } from "../../../src/catalog/layers/index.ts";
import { beforeAll, describe, expect, test } from "vitest";
import { predictRows } from "../../../src/engine/predict-rows.ts";
import type { PredictingModel } from "../../../src/engine/read-answer.ts";
import type { Checkpoint, PredictionRow } from "../../../src/project/records.ts";
import { type Device, startBackend } from "../../../src/tensor/backends.ts";
import { refusal } from "../../support/refusal.ts";
import { leakedBy } from "../../support/check-ops.ts";

let device: Device;
beforeAll(async () => {
  device = await startBackend("cpu");
});

/** y = 10 size' + 1 blue + 2 red, where size' = (size - 5) / 2 and a missing size is 6. */
const table: PredictingModel = {
  layers: [layerSelection.parse({ type: "dense", units: 1, useBias: false })],
  inputs: [
    { type: "number", name: "size", typical: 5, minimum: 0, maximum: 9 },
    { type: "category", name: "colour", categories: ["blue", "red"] },
  ],
  target: { task: "regression", name: "y" },
  preprocess: [
    { step: "impute", columns: [{ name: "size", values: { number: 6 } }] },
    { step: "standardize", columns: [{ name: "size", values: { mean: 5, deviation: 2 } }] },
    { step: "one-hot", columns: [{ name: "colour", values: { categories: ["blue", "red"] } }] },
  ],
};
const weights: Checkpoint = {
  step: 1,
  tensors: [{ name: "parameter/dense-1/kernel", shape: [3, 1], values: Float32Array.of(10, 1, 2) }],
};

/** Class 1 when the picture is bright: logits (0, sum / 255). */
const picture: PredictingModel = {
  layers: [{ type: "flatten" }, layerSelection.parse({ type: "dense", units: 2, useBias: false })],
  inputs: [{ type: "image", name: "image", shape: [2, 2, 1] }],
  target: { task: "classification", name: "light", classes: ["dark", "bright"] },
  preprocess: [{ step: "rescale", columns: [{ name: "image", values: { factor: 1 / 255 } }] }],
};
const pictureWeights: Checkpoint = {
  step: 1,
  tensors: [{ name: "parameter/dense-1/kernel", shape: [4, 2], values: Float32Array.of(0, 1, 0, 1, 0, 1, 0, 1) }],
};

const values = async (rows: readonly PredictionRow[]) =>
  (await predictRows(device, table, weights, rows)).map(({ value }) => value);
/** Node has no ImageData; a structured clone of one has this shape. */
const imageData = (width: number, height: number, rgba: readonly number[]) =>
  ({ width, height, data: Uint8ClampedArray.from(rgba), colorSpace: "srgb" }) as ImageData;
const bright = async (row: PredictionRow) =>
  (await predictRows(device, picture, pictureWeights, [row]))[0]!.probabilities!["bright"]!;
const black = (length: number) => Array.from({ length }, () => 0);
const cyclic = (): unknown => {
  const row: Record<string, unknown> = {};
  row["image"] = row;
  return row;
};
const logistic = (x: number) => 1 / (1 + Math.exp(-x));

describe("rows of a table", () => {
  test("as objects, as arrays and as text, through the fitted preprocessing", async () => {
    expect(
      await values([
        { size: 7, colour: "blue" },
        [7, "red"],
        { colour: "red", size: "7" },
        { size: 7, colour: "red", y: 3, note: "the target and more may stand beside" },
      ]),
    ).toEqual([11, 12, 12, 12]);
  });

  test.each([null, undefined, "", Number.NaN])("fill what is missing where training did: %s", async (size) => {
    expect(await values([{ size, colour: "blue" }])).toEqual([6]);
  });

  test("are answered in the target's own unit where it was standardized", async () => {
    const target = { task: "regression", name: "y", standardized: { mean: 1000, deviation: 50 } } as const;
    const predicted = await predictRows(device, { ...table, target }, weights, [[7, "red"]]);
    expect(predicted).toEqual([{ value: 1000 + 50 * 12 }]);
  });

  test("none at all give none", async () => {
    expect(await values([])).toEqual([]);
  });

  test("in any number, each on its own", async () => {
    const rows = Array.from({ length: 2500 }, (_, row) => [row % 10, "blue"]);
    const predicted = await values(rows);
    expect(predicted).toHaveLength(2500);
    predicted.forEach((value, row) => expect(value).toBeCloseTo(5 * ((row % 10) - 5) + 1, 4));
  });

  // What a script may send has any type.
  const hostile: readonly [string, unknown, RegExp][] = [
    ["an unknown category", { size: 1, colour: "green" }, /Row 2, column "colour": "green" is none of.*blue, red/],
    ["a word for a number", { size: "large", colour: "red" }, /Row 2, column "size": "large" is not a number/],
    ["infinity", { size: Infinity, colour: "red" }, /Row 2, column "size": Infinity/],
    ["an object for a number", { size: {}, colour: "red" }, /Row 2, column "size": \{…\}/],
    ["a misspelt column", { siez: 1, colour: "red" }, /Row 2 names "siez".*size, colour/],
    ["no column of the model", {}, /Row 2 names none of this model's columns: size, colour/],
    ["too few values", [1], /Row 2 has 1 values, but this model reads 2: size, colour/],
    ["a picture", imageData(2, 2, black(16)), /Row 2 is a picture, but this model reads a table/],
    ["null", null, /Row 2 is null/],
    ["a number", 5, /Row 2 is 5/],
    ["a prototype's name as category", { size: 1, colour: "constructor" }, /Row 2, column "colour": "constructor"/],
    ["a number beyond float32", { size: 1e300, colour: "red" }, /"size" has a value in row 2 that is too large/],
  ];
  test.each(hostile)("refuse %s, naming row and column", async (_, row, sentence) => {
    const rows = [{ size: 1, colour: "red" }, row] as PredictionRow[]; // Sent by a script, unchecked.
    const { text } = await refusal(predictRows(device, table, weights, rows));
    expect(text.en).toMatch(sentence);
    expect(text.zh).toMatch(/[一-鿿]/);
  });

  test("refuse a missing value where training filled none", async () => {
    const model = { ...table, preprocess: table.preprocess.slice(1) };
    await expect(predictRows(device, model, weights, [{ colour: "red", size: null }])).rejects.toThrow(
      /"size" has no value in row 1/,
    );
  });

  test("refuse what is no array", async () => {
    const rows = { size: 1 } as unknown as PredictionRow[]; // Sent by a script, unchecked.
    await expect(predictRows(device, table, weights, rows)).rejects.toMatchObject({ code: "rows-kind" });
  });
});

describe("pictures", () => {
  test("as bytes, as floats, as numbers, by name and as ImageData, all alike", async () => {
    const pixels = [0, 51, 102, 255];
    const rgba = pixels.flatMap((value) => [value, value, value, 255]);
    const expected = logistic((0 + 51 + 102 + 255) / 255);
    for (const row of [
      Uint8Array.from(pixels),
      Float32Array.from(pixels),
      pixels,
      { image: Uint8Array.from(pixels) },
      imageData(2, 2, rgba),
    ]) {
      expect(await bright(row)).toBeCloseTo(expected, 5);
    }
  });

  test("of colour become grey as the eye weighs them", async () => {
    const green = imageData(
      2,
      2,
      [0, 1, 2, 3].flatMap(() => [0, 255, 0, 255]),
    );
    expect(await bright(green)).toBeCloseTo(logistic((4 * Math.round(0.587 * 255)) / 255), 5);
  });

  const hostile: readonly [string, unknown, RegExp][] = [
    ["of another size", imageData(3, 2, black(24)), /Row 1 is a picture of 3 × 2 pixels, but this model reads 2 × 2/],
    ["with too few values", [1, 2, 3], /Row 1 should be a picture: 4 values.*It has 3/],
    ["with values that are no pixels", [0, 1, 2, 256], /Row 1: 256 is no pixel/],
    ["with words in them", [0, 1, 2, "x"], /Row 1: "x" is no pixel/],
    ["that are none", { size: 1 }, /Row 1 should be a picture/],
    ["that hold themselves", cyclic(), /Row 1 should be a picture.*It has \{…\}/],
    ["that are null", null, /Row 1 should be a picture/],
  ];
  test.each(hostile)("%s are refused", async (_, row, sentence) => {
    const rows = [row] as PredictionRow[]; // Sent by a script, unchecked.
    await expect(predictRows(device, picture, pictureWeights, rows)).rejects.toThrow(sentence);
  });
});

test("weights of another model are refused by name", async () => {
  await expect(predictRows(device, table, pictureWeights, [[1, "red"]])).rejects.toThrow(
    /"parameter\/dense-1\/kernel" should be 3 × 1, but the checkpoint has 4 × 2/,
  );
});

test("predicting leaves no tensor behind, also when it fails", async () => {
  const leaked = await leakedBy(async () => {
    await values([[1, "red"]]);
    await refusal(values([[1, "green"]]));
  });
  expect(leaked).toBe(0);
});
