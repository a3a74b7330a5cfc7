/** What the studio has exported comes back as it was; bare weights become those of the project at hand. */
import { beforeAll, expect, test } from "vitest";
import { exporterSelection } from "../../../../src/catalog/exporters/index.ts";
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

test.each(["safetensors", "npz", "onnx"] as const)(
  "%s: the whole model, with its preparation and classes",
  async (format) => {
    const selection = exporterSelection.parse({ format });
    const { file, name } = await connect().client.exportModel({
      model,
      checkpoint: structuredClone(checkpoint),
      selection,
    });
    const request = requestOf(format, { [name]: new Uint8Array(await file.arrayBuffer()) });
    const read = await imported(request);
    expect(read.record).toMatchObject({
      name: model.name,
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
