/** Every preprocessing step of the catalog within an ONNX file, run by ONNX Runtime on raw rows, or left beside it. */
import * as runtime from "onnxruntime-web/wasm";
import { describe, expect, test } from "vitest";
import { type PreprocessorInput, preprocessors } from "../../../../src/catalog/preprocessors/index.ts";
import { encodeRows, gathered } from "../../../../src/engine/data/encode-rows.ts";
import { OnnxGraph } from "../../../../src/engine/export/onnx/onnx-graph.ts";
import { feedsOf, portsOf, writePreparation } from "../../../../src/engine/export/onnx/raw-inputs.ts";
import { runOnnx } from "../../../../src/engine/export/onnx/run-onnx.ts";
import { joined } from "../../../../src/project/file/pieces.ts";
import { stepOutsideOnnx } from "../../../../src/project/export-preparation.ts";
import {
  type PreparationCase,
  colours,
  fittedSteps,
  holed,
  numbers,
  picture,
  texts,
  width,
  year,
} from "../../../support/preparation-cases.ts";

const impute: PreprocessorInput = { step: "impute" };
const oneHot: PreprocessorInput = { step: "one-hot" };
const table = [width, year, holed, colours];

const cases: Readonly<Record<PreprocessorInput["step"], readonly PreparationCase[]>> = {
  impute: [
    { columns: table, steps: [impute, oneHot] },
    { columns: table, steps: [{ step: "impute", categories: "own", flag: true, numbers: "mean" }, oneHot] },
  ],
  standardize: [{ columns: table, steps: [impute, { step: "standardize", columns: ["year", "holed"] }, oneHot] }],
  "min-max": [
    { columns: [width, year], steps: [{ step: "min-max" }] },
    { columns: [width, holed], steps: [{ step: "min-max", low: 1, high: -1, clip: true }, impute] },
  ],
  robust: [{ columns: [width, year], steps: [{ step: "robust" }] }],
  log: [{ columns: [width, year, holed], steps: [{ step: "log" }, impute] }],
  power: [
    { columns: [width, year, holed], steps: [{ step: "power" }, impute] },
    { columns: [year, holed], steps: [{ step: "power", method: "box-cox", standardize: false }, impute] },
  ],
  clip: [
    { columns: [width, holed], steps: [{ step: "clip", tail: 0.1 }, impute] },
    { columns: [width], steps: [{ step: "clip", low: 0, high: null }] },
  ],
  "one-hot": [
    { columns: [colours, width], steps: [oneHot] },
    { columns: [width, colours], steps: [{ step: "one-hot", rare: 10 }, { step: "standardize" }] },
  ],
  ordinal: [{ columns: [colours, width], steps: [{ step: "ordinal", order: "frequency" }] }],
  bins: [{ columns: [holed, width], steps: [{ step: "bins", count: 4, columns: ["holed"] }, oneHot] }],
  polynomial: [
    {
      columns: [width, year, numbers("depth", 1, 0)],
      steps: [{ step: "standardize" }, { step: "polynomial", degree: 3 }],
    },
    {
      columns: [width, colours, year],
      steps: [oneHot, { step: "polynomial", degree: 2, products: true }, { step: "robust" }],
    },
  ],
  "select-features": [
    { columns: [width, year, colours], steps: [oneHot, { step: "select-features", by: "variance", keep: 2 }] },
  ],
  pca: [
    { columns: [width, year, colours], steps: [{ step: "pca", components: 2, columns: ["width", "year"] }, oneHot] },
  ],
  windows: [
    {
      columns: [width, holed],
      steps: [impute, { step: "standardize" }, { step: "windows", length: 4, horizon: 2 }],
      isSeries: true,
    },
    { columns: [colours, width], steps: [oneHot, { step: "windows", length: 3 }], isSeries: true },
  ],
  "bag-of-words": [],
  tokenize: [],
  resize: [
    { columns: [picture], steps: [{ step: "resize", width: 8, height: 3, fit: "stretch" }, { step: "rescale" }] },
    { columns: [picture], steps: [{ step: "resize", width: 4, height: 4, fit: "pad" }, { step: "rescale" }] },
  ],
  rescale: [{ columns: [picture], steps: [{ step: "rescale" }] }],
  "normalize-pixels": [{ columns: [picture], steps: [{ step: "rescale" }, { step: "normalize-pixels" }] }],
};

async function expectSameExamples(each: PreparationCase): Promise<void> {
  const { preprocess, inputs, asked } = await fittedSteps(each);
  const target = { task: "regression", name: "y" } as const;
  const { examples, asked: rows } = await encodeRows({ inputs, preprocess, target }, asked);
  const onnx = new OnnxGraph();
  onnx.node("Identity", [writePreparation(onnx, inputs, preprocess, examples.shape)], {}, "prepared");
  const outputs = [{ name: "prepared", element: "float32", shape: ["n", ...examples.shape] }] as const;
  const about = { name: "preparation", inputs: portsOf(inputs), outputs, producerVersion: "0", metadata: {} };
  const given = await runOnnx(new Blob([...onnx.file(about)]), feedsOf(inputs, asked), "prepared");
  const expected = gathered(examples, rows);
  expect(given).toHaveLength(expected.length);
  expected.forEach((value, at) => expect(given[at]).toBeCloseTo(value, 5));
}

const takesTexts = (id: string): boolean => id === "bag-of-words" || id === "tokenize";

describe("raw rows are prepared as the studio does by", () => {
  test.each(preprocessors.filter(({ id }) => !takesTexts(id)))("$id", async ({ id }) => {
    expect(cases[id].length).toBeGreaterThan(0);
    for (const each of cases[id]) await expectSameExamples(each);
  });
});

test.each(preprocessors.filter(({ id }) => takesTexts(id)))("$id is left beside the file", async ({ id }) => {
  const { preprocess } = await fittedSteps({ columns: [texts], steps: [{ step: id }] });
  expect(stepOutsideOnnx(preprocess)).toBe(id);
});

test("a category that the file does not know counts as missing", async () => {
  const { preprocess, inputs } = await fittedSteps({ columns: [colours], steps: [oneHot] });
  const onnx = new OnnxGraph();
  onnx.node("Identity", [writePreparation(onnx, inputs, preprocess, [3])], {}, "prepared");
  const outputs = [{ name: "prepared", element: "float32", shape: ["n", 3] }] as const;
  const file = onnx.file({ name: "p", inputs: portsOf(inputs), outputs, producerVersion: "0", metadata: {} });
  const session = await runtime.InferenceSession.create(joined(file));
  const colour = new runtime.Tensor("string", ["purple", "深蓝"], [2, 1]);
  const { prepared } = await session.run({ colour });
  expect([...(prepared!.data as Float32Array)]).toEqual([0, 0, 0, 0, 0, 1]);
});
