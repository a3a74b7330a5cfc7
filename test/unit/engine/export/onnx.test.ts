/** Models as ONNX files: opened by ONNX Runtime, which must answer as the studio does. */
import * as runtime from "onnxruntime-web/wasm";
import { beforeAll, describe, expect, test } from "vitest";
import { architectures } from "../../../../src/catalog/architectures/index.ts";
import { layers } from "../../../../src/catalog/layers/index.ts";
import type { WeightFormat } from "../../../../src/engine/export/onnx/weights.ts";
import { writeOnnx } from "../../../../src/engine/export/onnx/write-onnx.ts";
import { type Device, startBackend } from "../../../../src/tensor/backends.ts";
import { joined } from "../../../../src/project/file/pieces.ts";
import { type WeightedModel, weightedModel } from "../../../support/exported-model.ts";
import { layerNetwork } from "../../../support/layer-networks.ts";
import { presetOnFittingData } from "../../../support/preset-training.ts";

let device: Device;
beforeAll(async () => {
  device = await startBackend("wasm");
});

/** ONNX Runtime's answers to the first rows. */
async function openedAnswers(weighted: WeightedModel, rows: number, weights: WeightFormat): Promise<Float32Array> {
  const { model, program, checkpoint, rowsOf } = weighted;
  const session = await runtime.InferenceSession.create(
    joined(writeOnnx(model, program, checkpoint, { weights, preparation: "beside" })),
  );
  const examples = new runtime.Tensor("float32", rowsOf(rows), [rows, ...program.plan.input]);
  const { answer } = await session.run({ examples });
  await session.release();
  return answer!.data as Float32Array;
}

function furthest(one: Float32Array, other: Float32Array): number {
  expect(one).toHaveLength(other.length);
  return one.reduce((most, value, at) => Math.max(most, Math.abs(value - other[at]!)), 0);
}

async function expectSameAnswers(weighted: WeightedModel): Promise<void> {
  for (const rows of [1, 3]) {
    const expected = await weighted.answerTo(device, rows);
    expect(furthest(await openedAnswers(weighted, rows, "float32"), expected), `${rows} rows`).toBeLessThan(1e-5);
  }
  const expected = await weighted.answerTo(device, 3);
  // A number may be larger than a probability.
  const scale = Math.max(1, ...expected.map(Math.abs));
  expect(furthest(await openedAnswers(weighted, 3, "float16"), expected) / scale, "float16").toBeLessThan(1e-3);
}

describe("a network of each layer", () => {
  test.each(layers)("$id", async ({ id }) => {
    const { data, layers: network } = layerNetwork(id);
    await expectSameAnswers(await weightedModel(data, network));
  });
});

describe("each preset", () => {
  test.each(architectures)("$id", async ({ id }) => {
    const { data, layers: network } = presetOnFittingData(id);
    await expectSameAnswers(await weightedModel(data, network));
  });
});
