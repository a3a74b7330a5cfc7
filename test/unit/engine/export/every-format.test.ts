/** Every preset in every format: read again by somebody else who answers as the studio does, or refused with a reason. */
import { beforeAll, describe, expect, test } from "vitest";
import { architectures } from "../../../../src/catalog/architectures/index.ts";
import { type ExporterSelection, exporterSelection, exporters } from "../../../../src/catalog/exporters/index.ts";
import { layers } from "../../../../src/catalog/layers/index.ts";
import { writeModel } from "../../../../src/engine/export/exporters.ts";
import type { TrainingExport } from "../../../../src/engine/export/pytorch/write-pytorch.ts";
import { StudioError } from "../../../../src/language/studio-error.ts";
import { type Device, startBackend } from "../../../../src/tensor/backends.ts";
import { askLayersModel } from "../../../../src/tensor/layers-model.ts";
import type { TrainerData, TrainerOptions } from "../../../support/build-trainer.ts";
import { type WeightedModel, taughtModel } from "../../../support/exported-model.ts";
import { layerNetwork } from "../../../support/layer-networks.ts";
import { presetOnFittingData } from "../../../support/preset-training.ts";

let device: Device;
beforeAll(async () => {
  device = await startBackend("wasm");
});

const formats = [
  { format: "onnx", preparation: "beside" },
  { format: "onnx", weights: "float16", preparation: "beside" },
  { format: "onnx", weights: "int8", preparation: "beside" },
  { format: "keras" },
  { format: "tfjs" },
  { format: "tfjs", weights: "float16" },
  { format: "tfjs", weights: "uint16" },
  { format: "tfjs", weights: "uint8" },
  { format: "html" },
  { format: "safetensors" },
  { format: "npz" },
  { format: "pytorch" },
  { format: "code-keras" },
  { format: "code-pytorch" },
  { format: "code-tfjs" },
].map((each) => exporterSelection.parse(each));

const ROWS = 32;

interface Given {
  readonly weighted: WeightedModel;
  readonly data: TrainerData;
}

interface Outcome {
  /** Why; empty where it was exported. */
  readonly refused: string;
  /** The greatest difference, as a share of the largest answer where that is above 1. */
  readonly difference: number;
  /** Share of the rows with the same class. */
  readonly agreement: number;
}

async function outcome({ weighted, data }: Given, selection: ExporterSelection): Promise<Outcome> {
  const { model, program, checkpoint, rowsOf, answerTo } = weighted;
  const training: TrainingExport = { device, checkpoint, withData: (work) => work(data) };
  try {
    const written = await writeModel({ model, program, checkpoint, training, readers: { askLayersModel } }, selection);
    if (written.reader === null) return { refused: "", difference: 0, agreement: 1 };
    const expected = await answerTo(device, ROWS);
    const given = await written.read(rowsOf(ROWS), ROWS, (tensors) => answerTo(device, ROWS, tensors), []);
    expect(given).toHaveLength(expected.length);
    const scale = Math.max(1, ...expected.map(Math.abs));
    const furthest = expected.reduce((most, value, at) => Math.max(most, Math.abs(value - given[at]!)), 0);
    return { refused: "", difference: furthest / scale, agreement: agreement(expected, given) };
  } catch (thrown) {
    if (thrown instanceof StudioError) return { refused: thrown.problem.text.en, difference: 0, agreement: 1 };
    throw thrown;
  }
}

function agreement(expected: Float32Array, given: Float32Array): number {
  const classes = expected.length / ROWS;
  const best = (answers: Float32Array, row: number): number => {
    const own = answers.subarray(row * classes, (row + 1) * classes);
    return own.indexOf(Math.max(...own));
  };
  const same = Array.from({ length: ROWS }, (_, row) => best(expected, row) === best(given, row));
  return same.filter(Boolean).length / ROWS;
}

function limits(selection: ExporterSelection): Omit<Outcome, "refused"> {
  const weights = "weights" in selection ? selection.weights : "float32";
  switch (weights) {
    case "float32":
      return { difference: 1e-5, agreement: 1 };
    case "float16":
    case "uint16":
      return { difference: 1e-3, agreement: 0.99 };
    case "int8":
    case "uint8":
      return { difference: 0.1, agreement: 0.99 };
  }
}

/** What nobody could say in another way. */
const refusals: readonly { readonly format: RegExp; readonly ids: readonly string[]; readonly reason: RegExp }[] = [
  {
    format: /tfjs$/,
    ids: ["gru", "bidirectional", "gru-forecaster"],
    reason: /its GRU only resets before the product/,
  },
  { format: /keras$/, ids: ["lstm"], reason: /its LSTM has no peepholes/ },
  {
    format: /^code-tfjs$/,
    ids: ["group-normalization", "rms-normalization"],
    reason: /its source has no such layer/,
  },
  { format: /tfjs$/, ids: ["lstm"], reason: /its LSTM has no peepholes/ },
];

async function expectEveryFormat(
  id: string,
  { data, layers: network }: { readonly data: TrainerData; readonly layers: TrainerOptions["layers"] },
  of: readonly ExporterSelection[],
): Promise<void> {
  const weighted = await taughtModel(data, network, {});
  for (const selection of of) {
    const { refused, difference, agreement: agreed } = await outcome({ weighted, data }, selection);
    const named = JSON.stringify(selection);
    const known = refusals.find((each) => each.format.test(selection.format) && each.ids.includes(id));
    expect(refused, named).toMatch(known?.reason ?? /^$/);
    const most = limits(selection);
    expect(difference, named).toBeLessThan(most.difference);
    expect(agreed, named).toBeGreaterThanOrEqual(weighted.model.target.task === "classification" ? most.agreement : 0);
  }
}

describe("each preset in every format", () => {
  test.each(architectures)("$id", ({ id }) => expectEveryFormat(id, presetOnFittingData(id), formats));

  test("none is left out", () => {
    expect(new Set(formats.map(({ format }) => format))).toEqual(new Set(exporters.map(({ id }) => id)));
  });
});

describe("a network of each layer in Keras and TensorFlow.js", () => {
  const exact = ["keras", "tfjs", "code-keras", "code-tfjs"].map((format) => exporterSelection.parse({ format }));
  test.each(layers)("$id", ({ id }) => expectEveryFormat(id, layerNetwork(id), exact));
});
