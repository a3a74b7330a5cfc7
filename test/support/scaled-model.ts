/** A small network on rows that are only scaled on their way in, and gaps in them filled, to be written in other programs' formats. */
import { exporterSelection } from "../../src/catalog/exporters/index.ts";
import { encodeRows, gathered } from "../../src/engine/data/encode-rows.ts";
import { writeModel } from "../../src/engine/export/exporters.ts";
import { predictRows } from "../../src/engine/predict-rows.ts";
import type { Device } from "../../src/tensor/backends.ts";
import { askLayersModel } from "../../src/tensor/layers-model.ts";
import { weightedModel } from "./exported-model.ts";
import { type PreparationCase, fittedSteps, holed, picture, width, year } from "./preparation-cases.ts";

export const scaledCases: Readonly<Record<string, PreparationCase>> = {
  "numbers as they stand": { columns: [width, year], steps: [] },
  "gaps filled, then standardized": {
    columns: [width, year, holed],
    steps: [{ step: "impute" }, { step: "standardize" }],
  },
  "brought between bounds, then gaps filled": {
    columns: [holed, width],
    steps: [
      { step: "min-max", low: 1, high: -1 },
      { step: "impute", numbers: "mean" },
    ],
  },
  "scaled by quantiles": { columns: [width, year], steps: [{ step: "robust" }] },
  "one column scaled, then all": {
    columns: [width, holed],
    steps: [{ step: "robust", columns: ["width"] }, { step: "impute" }, { step: "standardize" }],
  },
  "windows of a series": {
    columns: [width, holed],
    steps: [{ step: "impute" }, { step: "standardize" }, { step: "windows", length: 4, horizon: 2 }],
    isSeries: true,
  },
  "pictures from 0 to 1": { columns: [picture], steps: [{ step: "rescale" }] },
  "pictures by channel": { columns: [picture], steps: [{ step: "rescale" }, { step: "normalize-pixels" }] },
};

/** `raw`: rows as they stand in the data; `examples`: as the network reads them; `answers`: what the studio says to them. */
export async function scaledModel(device: Device, each: PreparationCase) {
  const { preprocess, inputs, asked: raw } = await fittedSteps(each);
  const target = { task: "regression", name: "y" } as const;
  const { examples, asked } = await encodeRows({ inputs, preprocess, target }, raw);
  const leading = [[], [{ type: "global-average-pooling1d" }], [{ type: "flatten" }]] as const;
  const layers = [
    ...leading[examples.shape.length - 1]!,
    { type: "dense", units: 3, activation: "tanh" } as const,
    { type: "dense", units: 1 } as const,
  ];
  const { program, checkpoint, ...weighted } = await weightedModel({ examples, target }, layers);
  const model = { ...weighted.model, inputs: [...inputs], preprocess: [...preprocess] };
  const predicted = await predictRows(device, model, checkpoint, raw);
  const answers = Float32Array.from(predicted, ({ value }) => value!);
  const file = (settings: object) =>
    writeModel({ model, program, checkpoint, readers: { askLayersModel } }, exporterSelection.parse(settings));
  return { model, program, raw, answers, examples: gathered(examples, asked), file };
}
