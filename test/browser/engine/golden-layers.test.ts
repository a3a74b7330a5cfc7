/** Layers on the graphics card's arithmetic: output and gradients against PyTorch, and a sample that trains. */
import { expect, test } from "vitest";
import { startBackend } from "../../../src/tensor/backends.ts";
import { goldenLayers, layerErrors } from "../../support/golden-layers.ts";
import { expectToTrain } from "../../support/layer-training.ts";
import { expectPresetToTrain } from "../../support/preset-training.ts";

/** One of each kind: the rest differ in shapes only. */
const names = [
  "activation gelu",
  "dense on a sequence",
  "conv2d stride 2 same on even sizes",
  "conv2d dilated same",
  "conv2d in groups",
  "conv1d causal and dilated",
  "depthwise-conv2d stride 2 same, two a channel",
  "conv2d-transpose stride 2 same",
  "average-pooling2d same on odd sizes",
  "batch-normalization, training, (2, 3, 4, 3)",
  "group-normalization in 2 of (2, 3, 4, 6)",
  "gru passes over padding",
  "lstm with peepholes",
  "bidirectional gru, the last answers",
  "transformer-block, normalized first",
  "squeeze-and-excite",
];

test("a layer of each kind on WebGPU is PyTorch's", async () => {
  const device = await startBackend("webgpu");
  const off: string[] = [];
  for (const name of names) {
    const each = goldenLayers.find((golden) => golden.name === name);
    if (each === undefined) throw new Error(`No golden layer "${name}"`);
    for (const error of await layerErrors(device, each, 1e-4)) off.push(`${name}: ${error}`);
  }
  expect(off).toEqual([]);
});

// Not an embedding: its gradient adds up in whatever order the card takes, so that its last bits differ from run to run.
test.each(["conv1d", "lstm", "batch-normalization"] as const)("%s trains on WebGPU", async (type) => {
  await expectToTrain(await startBackend("webgpu"), type);
});

// Embedding and branches; depthwise convolutions; attention; a recurrent stack.
test.each(["text-cnn", "mobilenet-small", "vit-tiny", "lstm-forecaster"] as const)(
  "%s trains on WebGPU",
  async (id) => {
    const device = await startBackend("webgpu");
    await expectPresetToTrain(device, id);
    device.ops.dispose();
  },
);
