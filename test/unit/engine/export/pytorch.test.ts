/** A run as a PyTorch project. That PyTorch computes the same is shown in test/interop; here: what is written at all. */
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { architectures } from "../../../../src/catalog/architectures/index.ts";
import { exporterSelection } from "../../../../src/catalog/exporters/index.ts";
import { layers } from "../../../../src/catalog/layers/index.ts";
import { modelSource } from "../../../../src/engine/export/pytorch/model-source.ts";
import { readSafetensors } from "../../../../src/engine/export/safetensors.ts";
import { loadProgram, planModel } from "../../../../src/engine/model-program.ts";
import { exportRefusal } from "../../../../src/project/export-refusal.ts";
import { connect } from "../../../support/connect-thread.ts";
import { layerNetwork } from "../../../support/layer-networks.ts";
import { presetOnFittingData } from "../../../support/preset-training.ts";
import { projectOf } from "../../../support/project-of.ts";
import { recordOf } from "../../../support/record-of.ts";
import { weightedModel } from "../../../support/exported-model.ts";
import type { TrainerData, TrainerOptions } from "../../../support/build-trainer.ts";

async function trained(project: Parameters<typeof projectOf>[0]) {
  const outcome = await connect().client.startRun({ id: "a", project: projectOf(project), preferred: [] }, {});
  return { model: recordOf(outcome), checkpoint: outcome.model!.checkpoint };
}

const flowers = {
  data: { id: "iris" },
  model: { architecture: "mlp", config: { units: [8], dropout: 0.25 } },
  training: { optimizer: { id: "adam", learningRate: 0.02 }, steps: 3, backend: "wasm", trainer: "reference" },
} as const;
const selection = exporterSelection.parse({ format: "pytorch" });

async function unpacked(from: Awaited<ReturnType<typeof trained>>) {
  const { file, note } = await connect().client.exportModel({
    ...from,
    checkpoint: structuredClone(from.checkpoint),
    selection,
  });
  const files = unzipSync(new Uint8Array(await file.arrayBuffer()));
  const json = (name: string): unknown => JSON.parse(strFromU8(files[name]!));
  return { files, json, note };
}

test("code to read, the run's state, its rows and what the studio computed", async () => {
  const { files, json, note } = await unpacked(await trained(flowers));
  expect(strFromU8(files["model.py"]!)).toContain(
    [
      "    def __init__(self):",
      "        super().__init__()",
      "        self.dense_1 = nn.Linear(4, 8)",
      "        self.dropout_1 = nn.Dropout(0.25)",
      "        self.dense_2 = nn.Linear(8, 3)",
      "",
      "    def forward(self, x):",
      "        x = F.relu(self.dense_1(x))",
      "        x = self.dropout_1(x)",
      "        x = self.dense_2(x)",
      "        return x",
    ].join("\n"),
  );
  expect(json("state.json")).toMatchObject({ step: 3 });
  expect(json("parity.json")).toMatchObject({ part: "validation", losses: { length: 5 } });
  expect(Object.keys(files)).toEqual(
    expect.arrayContaining([
      "train.py",
      "data.py",
      "requirements.txt",
      "optimizer.safetensors",
      "data/train-inputs-000.npy",
    ]),
  );
  expect(note?.en).toContain("goes on from step 3");
});

test("where there are only weights, a new run begins from them, and that is told", async () => {
  const { model, checkpoint } = await trained(flowers);
  const tensors = checkpoint.tensors.filter(({ name }) => !name.startsWith("optimizer/"));
  const { json, note } = await unpacked({ model, checkpoint: { ...checkpoint, tensors } });
  expect(json("state.json")).toMatchObject({ step: 0 });
  expect(note?.en).toContain("begins a new run");
});

test("L-BFGS's memory is told a parameter at a time; without it a new run begins", async () => {
  const training = { optimizer: { id: "lbfgs", iterations: 2, history: 3 }, steps: 4, backend: "wasm" };
  const from = await trained({ ...flowers, training });
  const { tensors } = await readSafetensors(new Blob([(await unpacked(from)).files["optimizer.safetensors"]!]));
  const of = (name: string) => tensors.filter((each) => each.name.startsWith(`optimizer/${name}/`));
  expect(of("step-0").map(({ name }) => name)).toEqual(
    ["dense-1/bias", "dense-1/kernel", "dense-2/bias", "dense-2/kernel"].map((path) => `optimizer/step-0/${path}`),
  );
  expect(of("change-2")).toHaveLength(4);
  const { host: _, ...forgetful } = from.checkpoint;
  expect((await unpacked({ ...from, checkpoint: forgetful })).note?.en).toContain("begins a new run");
});

test("what cannot be gone on with is refused before anybody waits", () => {
  const refused = (change: object) => {
    const { data, training } = projectOf({ ...flowers, ...change });
    return exportRefusal({ layers: [], parameterCount: 1, project: projectOf({ data, training }) }, selection)?.text.en;
  };
  expect(refused({})).toBeUndefined();
  expect(refused({ data: { id: "mnist", augment: [{ id: "flip" }] } })).toContain("augmentation");
});

test("a model whose data is gone is told to leave as weights", async () => {
  const { model, checkpoint } = await trained(flowers);
  const orphan = { ...model, dataFingerprint: "another" };
  await expect(unpacked({ model: orphan, checkpoint })).rejects.toThrow("not the one that the model was trained on");
});

/** Every tensor of the studio's has its place in the network. */
async function expectAllTensors(data: TrainerData, given: TrainerOptions["layers"]): Promise<void> {
  const { model } = await weightedModel(data, given);
  const plan = planModel(model.layers, data.examples.shape);
  const { parameters, state } = await loadProgram(plan);
  const names = [...parameters.map(({ path }) => `parameter/${path}`), ...state.map(({ path }) => `state/${path}`)];
  const written = modelSource(plan, "A network.", true);
  expect(new Set(written.tensors.map(({ name }) => name))).toEqual(new Set(names));
}

describe("all weights of each layer and preset are placed", () => {
  test.each(layers)("$id", async ({ id }) => {
    const { data, layers: network } = layerNetwork(id);
    await expectAllTensors(data, network);
  });
  test.each(architectures)("$id", async ({ id }) => {
    const { data, layers: network } = presetOnFittingData(id);
    await expectAllTensors(data, network);
  });
});
