/** Models as Keras 2 and 3 have saved them answer as Keras does, by the rows that a user would give. */
import { beforeAll, expect, test } from "vitest";
import { predictRows } from "../../../../src/engine/predict-rows.ts";
import type { InputColumn, Prediction, PredictionRow } from "../../../../src/project/records.ts";
import { type Device, startBackend } from "../../../../src/tensor/backends.ts";
import keras2 from "../../../fixtures/models/keras-2.json" with { type: "json" };
import keras3 from "../../../fixtures/models/keras-3.json" with { type: "json" };
import { largestDifference } from "../../../support/check-ops.ts";
import { imported, modelFile } from "../../../support/model-files.ts";

let device: Device;
beforeAll(async () => {
  device = await startBackend("cpu");
});

function rowOf(inputs: readonly InputColumn[], values: readonly number[]): PredictionRow {
  const [first] = inputs;
  if (first?.type === "image") {
    // A model that says nothing of its pixels is given them from 0 to 1, and the file's numbers are so.
    const most = Math.max(...values);
    return Uint8Array.from(values, (value) => Math.round(most > 1 ? value : 255 * value));
  }
  if (first?.type === "number" && first.window !== undefined) {
    const width = inputs.length;
    return inputs.map((_, column) => values.filter((_value, at) => at % width === column));
  }
  return values;
}

function numbersIn(prediction: Prediction): readonly number[] {
  return prediction.probabilities === undefined ? [prediction.value!] : Object.values(prediction.probabilities);
}

const files = [keras3, keras2].flatMap(({ keras, models }) => models.map((model) => ({ keras, ...model })));
test.each(files)("$file of Keras $keras", async ({ file, inputs, outputs }) => {
  const format = file.endsWith(".h5") ? "keras-h5" : "keras";
  const { record, checkpoint } = await imported(modelFile(format, file));
  expect(record.name).toBe(file.split(".")[0]);
  const width = inputs.length / 3;
  const rows = [0, 1, 2].map((row) => rowOf(record.inputs, inputs.slice(row * width, (row + 1) * width)));
  const answers = await predictRows(device, record, checkpoint, rows);
  expect(largestDifference(Float32Array.from(answers.flatMap(numbersIn)), outputs)).toBeLessThan(2e-5);
});
