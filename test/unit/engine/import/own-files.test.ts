/** What the studio has exported comes back as it was; bare weights become those of the project at hand. */
import { strFromU8, unzipSync } from "fflate";
import { beforeAll, describe, expect, test } from "vitest";
import { exporterSelection } from "../../../../src/catalog/exporters/index.ts";
import { configJson } from "../../../../src/engine/export/config-json.ts";
import { modelCard } from "../../../../src/engine/export/model-card.ts";
import { planModel } from "../../../../src/engine/model-program.ts";
import { writeSafetensors } from "../../../../src/engine/export/safetensors.ts";
import { predictRows } from "../../../../src/engine/predict-rows.ts";
import type { Checkpoint, ModelRecord } from "../../../../src/project/records.ts";
import { type Device, startBackend } from "../../../../src/tensor/backends.ts";
import { joined } from "../../../../src/project/file/pieces.ts";
import { largestDifference } from "../../../support/check-ops.ts";
import { connect } from "../../../support/connect-thread.ts";
import { imported, requestOf } from "../../../support/model-files.ts";
import { projectOf } from "../../../support/project-of.ts";
import { recordOf } from "../../../support/record-of.ts";
import { refusal } from "../../../support/refusal.ts";

const project = {
  data: { id: "penguins" },
  model: { architecture: "mlp", config: { units: [8] } },
  training: { optimizer: { id: "adam", learningRate: 0.02 }, epochs: 3, backend: "wasm" },
} as const;

let device: Device;
let model: ModelRecord;
let checkpoint: Checkpoint;
beforeAll(async () => {
  const outcome = await connect().client.startRun({ id: "a", project: projectOf(project), preferred: [] }, {});
  model = recordOf(outcome);
  checkpoint = outcome.model!.checkpoint;
  device = await startBackend("cpu");
});

function rowsOf({ inputs }: Pick<ModelRecord, "inputs">) {
  return [
    inputs.map((input) =>
      input.type === "number" ? input.typical : input.type === "category" ? input.categories[0] : null,
    ),
  ];
}

/** Of a prepared row. */
function widthOf({ tensors }: Checkpoint): number {
  return tensors.find(({ name }) => name === "parameter/dense-1/kernel")!.shape[0]!;
}

const doors = { safetensors: "safetensors", npz: "npz", onnx: "onnx", keras: "keras", tfjs: "tensorflow-js" } as const;

test.each(["safetensors", "npz", "onnx", "keras", "tfjs"] as const)(
  "%s: the whole model, with its preparation and classes",
  async (format) => {
    const selection = exporterSelection.parse({ format });
    const { file, name } = await connect().client.exportModel({
      model,
      checkpoint: structuredClone(checkpoint),
      selection,
    });
    const request = requestOf(doors[format], { [name]: new Uint8Array(await file.arrayBuffer()) });
    const read = await imported(request);
    expect(read.record).toMatchObject({
      name: model.name,
      layers: model.layers,
      inputs: model.inputs,
      target: model.target,
      preprocess: model.preprocess,
      project: model.project,
      parameterCount: model.parameterCount,
    });
    expect(read.record.summary.test).toEqual(model.summary.test);
    const rows = rowsOf(model);
    expect(await predictRows(device, read.record, read.checkpoint, rows)).toEqual(
      await predictRows(device, model, checkpoint, rows),
    );
  },
);

describe("weights in safetensors are a whole model", () => {
  const card = () => modelCard(model);
  const config = () => {
    const plan = planModel(model.layers, [widthOf(checkpoint)]);
    return configJson(model, plan, checkpoint.tensors);
  };
  const expectWhole = async (files: Parameters<typeof requestOf>[1]) => {
    const read = await imported(requestOf("safetensors", files));
    expect(read.record).toMatchObject({ name: model.name, target: model.target, preprocess: model.preprocess });
    const rows = rowsOf(model);
    expect(await predictRows(device, read.record, read.checkpoint, rows)).toEqual(
      await predictRows(device, model, checkpoint, rows),
    );
  };

  test("alone, by what the file tells", () =>
    expectWhole({ "weights.bin": joined(writeSafetensors(checkpoint.tensors, card())) }));

  test("with config.json beside them, where another program has saved them again", () =>
    expectWhole({ "model.safetensors": joined(writeSafetensors(checkpoint.tensors, {})), "config.json": config() }));

  test("whatever else is called config.json", () =>
    expectWhole({
      "model.safetensors": joined(writeSafetensors(checkpoint.tensors, card())),
      "config.json": JSON.stringify({ model_type: "bert", layers: 12 }),
    }));

  test("a config.json of the studio's that makes no sense is told by its field", async () => {
    const broken = config().replace('"parameterCount": ', '"parameterCount": "many", "was": ');
    const files = { "model.safetensors": joined(writeSafetensors(checkpoint.tensors, {})), "config.json": broken };
    expect((await refusal(imported(requestOf("safetensors", files)))).text.en).toContain("parameterCount");
  });
});

test("config.json names every tensor under its layer, with the layer's settings and shapes", async () => {
  const selection = exporterSelection.parse({ format: "safetensors" });
  const { file, name } = await connect().client.exportModel({
    model,
    checkpoint: structuredClone(checkpoint),
    selection,
  });
  expect(name).toMatch(/\.safetensors\.zip$/);
  const files = unzipSync(new Uint8Array(await file.arrayBuffer()));
  expect(Object.keys(files).toSorted()).toEqual(["README.md", "README.zh.md", "config.json", "model.safetensors"]);
  const config: unknown = JSON.parse(strFromU8(files["config.json"]!));
  expect(config).toMatchObject({
    inputs: model.inputs,
    target: model.target,
    preprocess: model.preprocess,
    network: {
      input: [widthOf(checkpoint)],
      output: [3],
      answer: "softmax",
      layers: [
        {
          name: "dense-1",
          type: "dense",
          units: 8,
          activation: "relu",
          output: [8],
          tensors: { "parameter/dense-1/kernel": [widthOf(checkpoint), 8], "parameter/dense-1/bias": [8] },
        },
        { name: "dense-2", type: "dense", units: 3, output: [3] },
      ],
    },
  });
});

test.each([
  { weights: "float16", most: 1e-2 },
  { weights: "int8", most: 0.1 },
])("ONNX with weights made smaller as $weights comes back as near as that", async ({ weights, most }) => {
  const selection = exporterSelection.parse({ format: "onnx", weights });
  const { file } = await connect().client.exportModel({ model, checkpoint: structuredClone(checkpoint), selection });
  const { record, checkpoint: back } = await imported(
    requestOf("onnx", { "m.onnx": new Uint8Array(await file.arrayBuffer()) }),
  );
  const rows = rowsOf(model);
  const [one] = await predictRows(device, model, checkpoint, rows);
  const [other] = await predictRows(device, record, back, rows);
  const shares = Object.values(other!.probabilities!);
  expect(largestDifference(Float32Array.from(shares), Object.values(one!.probabilities!))).toBeLessThan(most);
});

test("weights without a card are those of the project at hand, also by the layers' names alone", async () => {
  const weights = checkpoint.tensors.filter(({ name }) => name.startsWith("parameter/"));
  const bare = weights.map((tensor) => ({ ...tensor, name: tensor.name.replace("parameter/", "") }));
  const request = {
    ...requestOf("safetensors", { "bare.safetensors": joined(writeSafetensors(bare, {})) }),
    project: projectOf(project),
  };
  const read = await imported(request);
  expect(read.record).toMatchObject({ name: "bare", target: model.target });
  const rows = rowsOf(model);
  expect(await predictRows(device, read.record, read.checkpoint, rows)).toEqual(
    await predictRows(device, model, checkpoint, rows),
  );
});

test("weights that belong to no network at hand are refused by their names", async () => {
  const strange = [{ name: "fc.weight", shape: [2], values: Float32Array.of(1, 2) }];
  const request = requestOf("safetensors", { "a.safetensors": joined(writeSafetensors(strange, {})) });
  expect((await refusal(imported(request))).text.en).toContain('"fc.weight"');
});
