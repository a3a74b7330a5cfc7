import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Dataset } from "../../../src/catalog/datasets/dataset.ts";
import { preprocessorSelection } from "../../../src/catalog/preprocessors/index.ts";
import { inputColumnSchema } from "../../../src/project/records.ts";
import { splitSchema } from "../../../src/project/project.ts";
import { layOutRows } from "../../../src/engine/data/lay-out-rows.ts";
import { predictRows } from "../../../src/engine/predict-rows.ts";
import type { PredictingModel } from "../../../src/engine/read-answer.ts";
import { type PreparedData, prepareData } from "../../../src/engine/data/prepare-data.ts";
import { type Device, startBackend } from "../../../src/tensor/backends.ts";
import { layerSelection } from "../../../src/catalog/layers/index.ts";

const ROWS = 30;
/** y follows x and itself; rows are in the order of time backwards. */
const dataset: Dataset = {
  rows: ROWS,
  columns: [
    { type: "number", name: "day", values: Float64Array.from({ length: ROWS }, (_, row) => ROWS - row) },
    { type: "number", name: "x", values: Float64Array.from({ length: ROWS }, (_, row) => (row * 7) % 11) },
    { type: "number", name: "y", values: Float64Array.from({ length: ROWS }, (_, row) => (row * 5) % 13) },
  ],
};

function prepare(windows: object, features?: string[]): Promise<PreparedData> {
  return prepareData(dataset, {
    id: "made",
    config: {},
    target: "y",
    features,
    ignored: [],
    time: "day",
    split: splitSchema.parse({ by: "time", train: 0.6, validation: 0.2, test: 0.2 }),
    preprocess: [{ step: "standardize" }, { step: "windows", ...windows }].map((step) =>
      preprocessorSelection.parse(step),
    ),
    standardizeTarget: false,
    seed: 1,
  });
}

describe("preparing a series", () => {
  test("takes the target's own past for a feature, and rows without a whole window out of their part", async () => {
    const prepared = await prepare({ length: 3, horizon: 2 });
    expect(prepared.inputs.map(({ name }) => name)).toEqual(["x", "y"]);
    expect(prepared.examples.shape).toEqual([3, 2]);
    // The four earliest of 18 rows have no window.
    expect([prepared.parts.train.length, prepared.parts.validation.length, prepared.parts.test.length]).toEqual([
      14, 6, 6,
    ]);
    const days = (rows: Int32Array) => Array.from(rows, (row) => ROWS - row);
    expect(days(prepared.parts.train)).toEqual(Array.from({ length: 14 }, (_, at) => 5 + at));
    const [, y] = prepared.inputs;
    expect(inputColumnSchema.parse(JSON.parse(JSON.stringify(y)))).toEqual(y);
    // The newest rows are the first of the file.
    expect(y).toMatchObject({ window: { length: 3, horizon: 2, latest: [10, 5, 0] } });
  });

  test("refuses the target among the features where it would tell the answer", async () => {
    await expect(prepare({ length: 40 })).rejects.toMatchObject({ code: "series-too-short" });
    const named = prepare({ length: 2 }, ["y"]);
    expect((await named).examples.shape).toEqual([2, 1]);
  });
});

describe("predicting from a window", () => {
  let device: Device;
  beforeAll(async () => {
    device = await startBackend("cpu");
  });
  afterAll(() => {
    device.ops.dispose();
  });

  test("answers as training saw the row `horizon` rows later", async () => {
    const prepared = await prepare({ length: 3, horizon: 2 });
    const kernel = Float32Array.of(0.5, -1, 2, 0.25, -3, 1);
    const model: PredictingModel = {
      layers: [{ type: "flatten" as const }, { type: "dense" as const, units: 1 }].map((layer) =>
        layerSelection.parse(layer),
      ),
      inputs: [...prepared.inputs],
      target: prepared.target,
      preprocess: [...prepared.preprocess],
    };
    const checkpoint = {
      step: 1,
      tensors: [
        { name: "parameter/dense-1/kernel", shape: [6, 1], values: kernel },
        { name: "parameter/dense-1/bias", shape: [1], values: Float32Array.of(0) },
      ],
    };
    const example = new Float32Array(6);
    const row = prepared.parts.test[2]!;
    prepared.examples.write(row, example, 0);
    const wanted = example.reduce((sum, value, at) => sum + value * kernel[at]!, 0);
    // In the file's order, later rows are earlier days.
    const back = [4, 3, 2].map((steps) => row + steps);
    const values = (column: number) =>
      back.map((at) => (dataset.columns[column] as { values: Float64Array }).values[at]!);
    const given = { x: values(1), y: values(2) };
    const answers = await predictRows(device, model, checkpoint, [given, { x: [0, 0, 0], y: [0, 0, 0] }, given]);
    expect(answers[0]!.value).toBeCloseTo(wanted, 4);
    expect(answers[2]!.value).toBe(answers[0]!.value);
    expect(answers[1]!.value).not.toBeCloseTo(wanted, 1);
  });
});

describe("laying rows out", () => {
  test("says which row has how many values of how many", async () => {
    const { inputs } = await prepare({ length: 3 });
    const whole = { x: [1, 2, 3], y: [1, 2, 3] };
    expect(() => layOutRows(inputs, [whole, { x: [1, 2], y: [1, 2, 3] }])).toThrow(
      /Row 2, column "x".*3 values.*There are 2/,
    );
    expect(() => layOutRows(inputs, [{ x: 4, y: [1, 2, 3] }])).toThrow(/Row 1, column "x".*There are none/);
    expect(() => layOutRows(inputs, [whole, { x: [1, 2, "three"], y: [1, 2, 3] }])).toThrow(/Row 2, column "x"/);
    const [, y] = inputs;
    const alone = layOutRows([y!], [[1, 2, 3], Float32Array.of(4, 5, 6)]);
    const [column] = alone.columns;
    expect(column?.type === "number" && [...column.values]).toEqual([1, 2, 3, Number.NaN, 4, 5, 6, Number.NaN]);
    expect([...alone.asked]).toEqual([3, 7]);
  });
});
