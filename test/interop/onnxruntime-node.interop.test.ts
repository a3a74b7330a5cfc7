/** ONNX files opened by ONNX Runtime as servers in Node have it: the native one, not the studio's own WebAssembly. */
import { createRequire } from "node:module";
import type * as OnnxRuntime from "onnxruntime-web/wasm";
import { beforeAll, describe, expect, test } from "vitest";
import { architectures } from "../../src/catalog/architectures/index.ts";
import { exporterSelection } from "../../src/catalog/exporters/index.ts";
import { layers as layerCatalog } from "../../src/catalog/layers/index.ts";
import { writeModel } from "../../src/engine/export/exporters.ts";
import { type Feed, feedsOf } from "../../src/engine/export/onnx/raw-inputs.ts";
import { type Device, startBackend } from "../../src/tensor/backends.ts";
import { askLayersModel } from "../../src/tensor/layers-model.ts";
import { type WeightedModel, weightedModel } from "../support/exported-model.ts";
import { layerNetwork } from "../support/layer-networks.ts";
import { colours, width } from "../support/preparation-cases.ts";
import { presetOnFittingData } from "../support/preset-training.ts";
import { scaledCases, scaledModel } from "../support/scaled-model.ts";

const ROWS = 8;

let device: Device;
let runtime: typeof OnnxRuntime;
beforeAll(async () => {
  device = await startBackend("wasm");
  const beside = process.env["INTEROP_NODE"];
  if (beside === undefined) throw new Error("Run it by `npm run test:interop`.");
  // Its types are those that it has for browsers.
  runtime = createRequire(beside)("onnxruntime-node") as typeof OnnxRuntime;
});

async function asked(file: Blob, feeds: Readonly<Record<string, Feed>>): Promise<Float32Array> {
  const session = await runtime.InferenceSession.create(new Uint8Array(await file.arrayBuffer()));
  const inputs = Object.entries(feeds).map(([name, { values, shape }]) => [name, tensorOf(values, shape)] as const);
  const { answer } = await session.run(Object.fromEntries(inputs));
  return Float32Array.from(answer!.data as Float32Array);
}

function tensorOf(values: Feed["values"], shape: readonly number[]): OnnxRuntime.Tensor {
  if (values instanceof Float64Array) return new runtime.Tensor("float64", values, shape);
  if (values instanceof Float32Array) return new runtime.Tensor("float32", values, shape);
  if (values instanceof Uint8Array) return new runtime.Tensor("uint8", values, shape);
  return new runtime.Tensor("string", [...values], shape);
}

function furthest(one: Float32Array, other: Float32Array): number {
  expect(one).toHaveLength(other.length);
  return one.reduce((most, value, at) => Math.max(most, Math.abs(value - other[at]!)), 0);
}

async function expectAlike({ model, program, checkpoint, rowsOf, answerTo }: WeightedModel, weights: string) {
  const selection = exporterSelection.parse({ format: "onnx", weights, preparation: "beside" });
  const { file } = await writeModel({ model, program, checkpoint, readers: { askLayersModel } }, selection);
  const given = await asked(file, { examples: { values: rowsOf(ROWS), shape: [ROWS, ...program.plan.input] } });
  const expected = await answerTo(device, ROWS);
  const scale = Math.max(1, ...expected.map(Math.abs));
  expect(furthest(given, expected) / scale, weights).toBeLessThan(mostApart[weights]!);
}
const mostApart: Readonly<Record<string, number>> = { float32: 1e-5, float16: 1e-3, int8: 0.1 };

describe("ONNX Runtime for Node answers as the studio", () => {
  test.each(architectures)("preset $id, at every precision", async ({ id }) => {
    const { data, layers } = presetOnFittingData(id);
    const weighted = await weightedModel(data, layers);
    for (const weights of Object.keys(mostApart)) await expectAlike(weighted, weights);
  });

  test.each(layerCatalog)("layer $id", async ({ id }) => {
    const { data, layers } = layerNetwork(id);
    await expectAlike(await weightedModel(data, layers), "float32");
  });

  const columns = {
    ...scaledCases,
    "classes beside numbers": { columns: [width, colours], steps: [{ step: "one-hot" }] } as const,
  };
  test.each(Object.entries(columns))("rows as they stand in the data: %s", async (_name, each) => {
    const { model, raw, answers, file } = await scaledModel(device, each);
    const made = await file({ format: "onnx" });
    expect(furthest(await asked(made.file, feedsOf(model.inputs, raw)), answers)).toBeLessThan(1e-5);
  });
});
