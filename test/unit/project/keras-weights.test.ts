/** A model with the weights that TensorFlow.js has saved gives TensorFlow.js's answers; files that lie are refused. */
import { beforeAll, describe, expect, test } from "vitest";
import { loadProgram, planModel } from "../../../src/engine/model-program.ts";
import { placeModel } from "../../../src/engine/reference/generation.ts";
import { readKerasModel } from "../../../src/project/keras/read-model.ts";
import { type WeightFile, readWeights } from "../../../src/project/keras/read-weights.ts";
import { takeWeights } from "../../../src/project/keras/take-weights.ts";
import { type Device, startBackend } from "../../../src/tensor/backends.ts";
import { download, keep, scoped, upload } from "../../../src/tensor/scope.ts";
import golden from "../../fixtures/golden/tfjs-weights.json" with { type: "json" };
import { largestDifference } from "../../support/check-ops.ts";
import { refusal } from "../../support/refusal.ts";

let device: Device;
beforeAll(async () => {
  device = await startBackend("cpu");
});

function fileOf(bytes: Uint8Array, name = "weights.bin"): WeightFile {
  return { name, size: bytes.length, arrayBuffer: () => Promise.resolve(Uint8Array.from(bytes).buffer) };
}

test.each(golden)("$name: the answers are TensorFlow.js's", async ({ json, weights, inputs, outputs }) => {
  const model = readKerasModel(json);
  expect(model.untaken).toEqual([]);
  const input = (model.input ?? []).map((extent) => extent ?? 0);
  const read = await readWeights(JSON.parse(json), [fileOf(Buffer.from(weights, "base64"))]);
  const tensors = takeWeights(model.translated, input, read);
  const program = await loadProgram(planModel(model.layers, input));
  const placed = placeModel(program, { step: 0, tensors });
  const y = scoped(() => {
    const x = upload(Float32Array.from(inputs), [2, ...input]);
    return keep(program.forward(device.ops, placed, x, { training: false, seed: 0, step: 0, part: 0 }).y);
  });
  expect(largestDifference(await download(y), outputs)).toBeLessThan(1e-5);
});

const manifest = (weight: object, paths = ["group1-shard1of1.bin"]) => ({
  weightsManifest: [{ paths, weights: [{ name: "dense/kernel", shape: [2, 2], dtype: "float32", ...weight }] }],
});

test("weights that were made small are made numbers again, also from several files", async () => {
  const shards = [fileOf(Uint8Array.of(0, 255), "a.bin"), fileOf(Uint8Array.of(51, 102), "b.bin")];
  const bytes = { quantization: { dtype: "uint8", scale: 0.1, min: -5 } };
  const read = await readWeights(manifest(bytes, ["dir/a.bin", "dir/b.bin"]), shards);
  expect([...read.get("dense/kernel")!.values]).toEqual(
    [-5, 20.5, 0.1, 5.2].map((value) => expect.closeTo(value, 5) as number),
  );
  const halves = Uint8Array.of(0x00, 0x3c, 0x00, 0xc0, 0x01, 0x00, 0x55, 0x35);
  const half = await readWeights(manifest({ quantization: { dtype: "float16" } }), [
    fileOf(halves, "group1-shard1of1.bin"),
  ]);
  expect([...half.get("dense/kernel")!.values]).toEqual(
    [1, -2, 2 ** -24, 0.333251953125].map((value) => expect.closeTo(value, 9) as number),
  );
});

describe("is refused", () => {
  const { json, weights } = golden[1]!;
  const bytes = Buffer.from(weights, "base64");

  test("a file that is missing, too short, or longer than memory should hold, before it is read", async () => {
    const unread: WeightFile = {
      name: "group1-shard1of1.bin",
      size: 3,
      arrayBuffer: () => Promise.reject(new Error()),
    };
    expect((await refusal(readWeights(manifest({}), []))).text.en).toMatch(
      /^The file group1-shard1of1\.bin is missing/,
    );
    expect((await refusal(readWeights(manifest({}), [unread]))).text.en).toMatch(/: 3 bytes, but .* take 16\./);
    expect((await refusal(readWeights(manifest({ shape: [1e6, 1e6] }), [unread]))).text.en).toMatch(/more than 512 MB/);
    expect((await refusal(readWeights({ modelTopology: {} }, []))).text.en).toMatch(/does not list its weights/);
    expect((await refusal(readWeights(manifest({ shape: [-4] }), [unread]))).code).toBe("keras-weights");
  });

  test("a layer whose weights are not there, or have another shape, by its name", async () => {
    const model = readKerasModel(json);
    const read = await readWeights(JSON.parse(json), [fileOf(bytes)]);
    const [name, kernel] = [...read][0]!;
    const taken = (changed: [string, { shape: readonly number[]; values: Float32Array }][]) =>
      refusal(Promise.resolve().then(() => takeWeights(model.translated, [4], new Map(changed))));
    const [layer] = name.split("/");
    expect((await taken([])).text.en).toContain(`The layer "${layer}" cannot be taken over: the file has no weights`);
    const wrong = await taken([...read, [name, { ...kernel, shape: [6, 4] }]]);
    expect(wrong.text.en).toContain("its weights are 6 × 4 in the file, and 4 × 6 by its settings");
  });
});
