/** The studio's own layers in files for Keras and TensorFlow.js come back as they were, whatever they were said with. */
import { unzipSync, zipSync } from "fflate";
import { expect, test } from "vitest";
import { exporterSelection } from "../../../../src/catalog/exporters/index.ts";
import { writeModel } from "../../../../src/engine/export/exporters.ts";
import { inputFor } from "../../../../src/engine/import/example-input.ts";
import { askLayersModel } from "../../../../src/tensor/layers-model.ts";
import { weightedModel } from "../../../support/exported-model.ts";
import { layerNetwork } from "../../../support/layer-networks.ts";
import { imported, requestOf } from "../../../support/model-files.ts";
import { refusal } from "../../../support/refusal.ts";

type LayerId = Parameters<typeof layerNetwork>[0];

/** A small network around the layer. */
async function exportedWith(id: LayerId, format: "keras" | "tfjs") {
  const { data, layers } = layerNetwork(id);
  const { model: made, program, checkpoint: given } = await weightedModel(data, layers);
  const { inputs, steps } = inputFor(data.examples.shape, made);
  const own = { ...made, inputs: [...inputs], preprocess: [...steps] };
  const exporting = { model: own, program, checkpoint: given, readers: { askLayersModel } };
  const { file } = await writeModel(exporting, exporterSelection.parse({ format }));
  return { layers: made.layers, tensors: given.tensors, bytes: new Uint8Array(await file.arrayBuffer()) };
}

/** That Keras or TensorFlow.js say with several layers, or only with another form of the weights. */
const composed: readonly LayerId[] = [
  "attention",
  "conv1d",
  "embedding",
  "group-normalization",
  "multi-head-attention",
  "parallel",
  "position-embedding",
  "prelu",
  "rms-normalization",
  "squeeze-and-excite",
  "transformer-block",
];
test.each(composed)("%s: weight by weight back from Keras", async (id) => {
  const { layers, tensors, bytes } = await exportedWith(id, "keras");
  const { record, checkpoint } = await imported(requestOf("keras", { "m.keras": bytes }));
  expect(record.layers).toEqual(layers);
  expect(checkpoint.tensors).toEqual(tensors);
});

test.each(composed)("%s: weight by weight back from TensorFlow.js", async (id) => {
  const { layers, tensors, bytes } = await exportedWith(id, "tfjs");
  const { record, checkpoint } = await imported(requestOf("tensorflow-js", { "m.zip": bytes }));
  expect(record.layers).toEqual(layers);
  expect(checkpoint.tensors).toEqual(tensors);
});

test("a card beside another model's weights is refused", async () => {
  const [one, other] = [await exportedWith("dense", "keras"), await exportedWith("prelu", "keras")];
  const metadata = unzipSync(other.bytes)["metadata.json"]!;
  const mixed = zipSync({ ...unzipSync(one.bytes), "metadata.json": metadata }).slice();
  const { text } = await refusal(imported(requestOf("keras", { "m.keras": mixed })));
  expect(text.en).toMatch(/are not those of "a model"/);
});
