/** Models as PyTorch and scikit-learn's converters write them answer as ONNX Runtime for Python does. */
import { beforeAll, describe, expect, test } from "vitest";
import { askOnnxProgram } from "../../../../src/engine/export/onnx/ask-program.ts";
import { answerOf } from "../../../../src/engine/import/answer-of.ts";
import { turned } from "../../../../src/engine/import/own-program.ts";
import type { OwnProgram } from "../../../../src/project/records.ts";
import { type Device, startBackend } from "../../../../src/tensor/backends.ts";
import golden from "../../../fixtures/models/onnx.json" with { type: "json" };
import { largestDifference } from "../../../support/check-ops.ts";
import { imported, modelBytes, requestOf } from "../../../support/model-files.ts";
import { refusal } from "../../../support/refusal.ts";

let device: Device;
beforeAll(async () => {
  device = await startBackend("cpu");
});

const data = { "apart.onnx": { "apart.onnx.data": modelBytes("apart.onnx.data") } } as const;
const filesOf = (file: string) =>
  requestOf("onnx", { [file]: modelBytes(file), ...(file === "apart.onnx" ? data[file] : {}) });
const modelOf = (file: string) => golden.models.find((model) => model.file === file)!;

/** [rows, channels, height, width] with channels last. */
function channelsLast(inputs: readonly number[], [rows = 0, channels = 0, height = 0, width = 0]: readonly number[]) {
  const out = new Float32Array(inputs.length);
  const places = height * width;
  for (let at = 0; at < inputs.length; at++) {
    const [row, rest] = [Math.floor(at / (places * channels)), at % (places * channels)];
    const [channel, place] = [Math.floor(rest / places), rest % places];
    out[(row * places + place) * channels + channel] = inputs[at]!;
  }
  expect(rows * places * channels).toBe(inputs.length);
  return out;
}

describe("every part is a layer here", () => {
  test.each(["table.onnx", "pictures.onnx", "apart.onnx"])("%s", async (file) => {
    const { shape, inputs, outputs } = modelOf(file);
    const read = await imported(filesOf(file));
    expect(read.record.imported).toEqual({ from: "onnx" });
    expect(read.record.layers.length).toBeGreaterThan(3);
    const isPicture = shape.length === 4;
    const here = isPicture ? [shape[2]!, shape[3]!, shape[1]!] : shape.slice(1);
    const examples = isPicture ? channelsLast(inputs, shape) : Float32Array.from(inputs);
    expect(largestDifference(await answerOf(device, read, here, examples, shape[0]!), outputs)).toBeLessThan(1e-5);
  });
});

describe("ONNX Runtime is asked", () => {
  test.each(["series.onnx", "classifier.onnx"])("%s", async (file) => {
    const { inputs, outputs } = modelOf(file);
    const { record, checkpoint } = await imported(filesOf(file));
    const program = record.imported?.program as OwnProgram;
    expect(record.layers).toEqual([]);
    const given = turned(Float32Array.from(inputs), program);
    expect(largestDifference(await askOnnxProgram(program, checkpoint.files!, given), outputs)).toBeLessThan(1e-5);
  });
});

test("weights in a file of their own are asked for by its name", async () => {
  const { text } = await refusal(imported(requestOf("onnx", { "apart.onnx": modelBytes("apart.onnx") })));
  expect(text.en).toMatch(/^The file "apart\.onnx\.data" is missing/);
});
