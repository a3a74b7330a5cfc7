/** Exported files, opened by the programs that they are meant for. */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { architectures } from "../../src/catalog/architectures/index.ts";
import { exporterSelection } from "../../src/catalog/exporters/index.ts";
import { layers as layerCatalog } from "../../src/catalog/layers/index.ts";
import { writeModel } from "../../src/engine/export/exporters.ts";
import { rawNumbers } from "../../src/engine/export/keras/preparation.ts";
import { type Device, startBackend } from "../../src/tensor/backends.ts";
import { askLayersModel } from "../../src/tensor/layers-model.ts";
import { connect } from "../support/connect-thread.ts";
import { type WeightedModel, weightedModel } from "../support/exported-model.ts";
import { layerNetwork } from "../support/layer-networks.ts";
import { presetOnFittingData } from "../support/preset-training.ts";
import { projectOf } from "../support/project-of.ts";
import { scaledCases, scaledModel } from "../support/scaled-model.ts";
import { recordOf } from "../support/record-of.ts";

const run = promisify(execFile);
const script = fileURLToPath(new URL("open_exports.py", import.meta.url));
const ROWS = 5;

interface Opened {
  readonly answer?: readonly number[];
  readonly label?: readonly string[] | null;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly tensors?: Readonly<
    Record<string, { readonly shape: readonly number[]; readonly values: readonly number[] }>
  >;
}

const networks = {
  MLP: () => presetOnFittingData("mlp"),
  "CNN with batch norm": () => presetOnFittingData("resnet-small"),
  LSTM: () => presetOnFittingData("lstm-forecaster"),
  "LSTM with peepholes": () => layerNetwork("lstm"),
  GRU: () => presetOnFittingData("gru-forecaster"),
  attention: () => presetOnFittingData("vit-tiny"),
  "attention on text": () => presetOnFittingData("text-transformer"),
} as const;

let device: Device;
let folder = "";
beforeAll(async () => {
  device = await startBackend("wasm");
  folder = await mkdtemp(join(tmpdir(), "exports-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Asked {
  readonly format: string;
  readonly file: string;
  readonly inputs: readonly number[];
  readonly shape: readonly number[];
}

let files = 0;

/** The model as a file of this format, with what it will be asked. */
async function written(weighted: WeightedModel, format: object): Promise<Asked> {
  const { model, program, checkpoint, rowsOf } = weighted;
  const selection = exporterSelection.parse(format);
  const file = join(folder, `${files++}.${selection.format}`);
  const readers = { askLayersModel };
  const made = await writeModel({ model, program, checkpoint, readers }, selection);
  await writeFile(file, made.file.stream());
  return { format: selection.format, file, inputs: [...rowsOf(ROWS)], shape: [ROWS, ...program.plan.input] };
}

/** What was found in each file. */
async function openAll(asked: readonly object[]): Promise<readonly Opened[]> {
  const list = join(folder, "asked.json");
  await writeFile(list, JSON.stringify(asked));
  const python = process.env["INTEROP_PYTHON"];
  if (python === undefined) throw new Error("Run it by `npm run test:interop`.");
  const { stdout } = await run(python, [script, list], { maxBuffer: 2 ** 28 });
  // As the script beside this file writes it.
  return JSON.parse(stdout) as readonly Opened[];
}

/** The model as files of these formats, and what was found in each. */
async function opened(weighted: WeightedModel, formats: readonly object[]): Promise<readonly Opened[]> {
  return openAll(await Promise.all(formats.map((format) => written(weighted, format))));
}

function furthest(one: readonly number[], other: Float32Array): number {
  expect(one).toHaveLength(other.length);
  return one.reduce((most, value, at) => Math.max(most, Math.abs(value - other[at]!)), 0);
}

describe("ONNX passes the checker, and ONNX Runtime for Python answers as the studio", () => {
  test.each(Object.entries(networks))("%s", async (_name, network) => {
    const { data, layers } = network();
    const weighted = await weightedModel(data, layers);
    const formats = ["float32", "float16", "int8"].map((weights) => ({
      format: "onnx",
      weights,
      preparation: "beside",
    }));
    const [exact, half, whole] = await opened(weighted, formats);
    const expected = await weighted.answerTo(device, ROWS);
    const scale = Math.max(1, ...expected.map(Math.abs));
    expect(furthest(exact!.answer!, expected)).toBeLessThan(1e-5);
    expect(furthest(half!.answer!, expected) / scale).toBeLessThan(1e-3);
    expect(furthest(whole!.answer!, expected) / scale).toBeLessThan(0.1);
    expect(exact!.metadata).toMatchObject({ task: data.target.task });
  });
});

/** A trained model of a table with gaps, in this format, with raw rows and what the studio answers to them. */
async function penguins(format: string) {
  const { client } = connect();
  const project = projectOf({ data: { id: "penguins" }, training: { steps: 20, backend: "wasm" } });
  const outcome = await client.startRun({ id: "a", project, preferred: [] }, {});
  const { model, checkpoint } = { model: recordOf(outcome), checkpoint: outcome.model!.checkpoint };
  const selection = exporterSelection.parse({ format });
  const { file } = await connect().client.exportModel({ model, checkpoint: structuredClone(checkpoint), selection });
  const rows = [
    {
      Island: "Dream",
      "Beak Length (mm)": 50,
      "Beak Depth (mm)": 18,
      "Flipper Length (mm)": 195,
      "Body Mass (g)": 3700,
      Sex: "FEMALE",
    },
    {
      Island: "Biscoe",
      "Beak Length (mm)": null,
      "Beak Depth (mm)": 14,
      "Flipper Length (mm)": 217,
      "Body Mass (g)": 5000,
      Sex: null,
    },
  ];
  const columns = model.inputs.map(({ name }) => [name, rows.map((row): unknown => [Reflect.get(row, name)])] as const);
  const path = join(folder, `columns.${format}`);
  await writeFile(path, Buffer.from(await file.arrayBuffer()));
  const [found] = await openAll([{ format, file: path, columns: Object.fromEntries(columns) }]);
  const predicted = await connect().client.predict(model, checkpoint, rows);
  const shares = predicted.flatMap((each) => Object.values(each.probabilities!));
  return { found: found!, labels: predicted.map(({ label }) => label), shares: Float32Array.from(shares) };
}

test("an ONNX file with its preparation takes a table's columns as they stand", async () => {
  const { found, labels, shares } = await penguins("onnx");
  expect(found.label).toEqual(labels);
  expect(found.metadata!["preparation"]).toMatch(/^inside/);
  expect(furthest(found.answer!, shares)).toBeLessThan(1e-5);
});

test("PyTorch builds a network and its preparation by safetensors' config.json alone", async () => {
  const { found, labels, shares } = await penguins("safetensors");
  expect(found.label).toEqual(labels);
  expect(furthest(found.answer!, shares)).toBeLessThan(1e-5);
});

test("Keras answers as the studio, for every layer and every preset that it has words for", async () => {
  const given = [
    ...architectures.map(({ id }) => [id, presetOnFittingData(id)] as const),
    ...layerCatalog.flatMap(({ id }) => (id === "lstm" ? [] : [[id, layerNetwork(id)] as const])),
  ];
  const all = await Promise.all(
    given.map(async ([id, { data, layers: network }]) => [id, await weightedModel(data, network)] as const),
  );
  const asked = await Promise.all(all.map(([, weighted]) => written(weighted, { format: "keras" })));
  const answers = await openAll(asked);
  for (const [at, [id, weighted]] of all.entries()) {
    const expected = await weighted.answerTo(device, ROWS);
    const scale = Math.max(1, ...expected.map(Math.abs));
    expect(furthest(answers[at]!.answer!, expected) / scale, id).toBeLessThan(1e-5);
  }
});

test("Keras answers rows as they stand in the data, where the file scales them itself", async () => {
  const all = Object.entries(scaledCases);
  const models = await Promise.all(all.map(([, each]) => scaledModel(device, each)));
  const asked = await Promise.all(
    models.map(async ({ model, program, raw, file }, at) => {
      const path = join(folder, `scaled-${at}.keras`);
      await writeFile(path, (await file({ format: "keras" })).file.stream());
      // JSON has no NaN, and NumPy takes its null for one.
      return {
        format: "keras",
        file: path,
        inputs: [...rawNumbers(model.inputs, raw)],
        shape: [raw.length, ...program.plan.input],
      };
    }),
  );
  const given = await openAll(asked);
  for (const [at, { answers }] of models.entries()) {
    expect(furthest(given[at]!.answer!, answers), all[at]![0]).toBeLessThan(1e-5);
  }
});

test.each(["safetensors", "npz"])("%s gives Python the very weights", async (format) => {
  const { data, layers } = networks["CNN with batch norm"]();
  const weighted = await weightedModel(data, layers);
  const [{ tensors } = {}] = await opened(weighted, [{ format }]);
  const expected = weighted.checkpoint.tensors.map(({ name, shape, values }) => [name, { shape, values: [...values] }]);
  expect(tensors).toEqual(Object.fromEntries(expected));
});
