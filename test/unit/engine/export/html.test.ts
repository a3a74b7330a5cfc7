/** The program of an exported page answers as the studio does, from nothing but the page's own text. */
import { beforeAll, describe, expect, test } from "vitest";
import { layers } from "../../../../src/catalog/layers/index.ts";
import { readHtml } from "../../../../src/engine/export/html/ask-html.ts";
import { networkOf } from "../../../../src/engine/export/html/network.ts";
import { writeHtml } from "../../../../src/engine/export/html/write-html.ts";
import { type Device, startBackend } from "../../../../src/tensor/backends.ts";
import { type WeightedModel, weightedModel } from "../../../support/exported-model.ts";
import { layerNetwork } from "../../../support/layer-networks.ts";
import { presetOnFittingData } from "../../../support/preset-training.ts";

let device: Device;
beforeAll(async () => {
  device = await startBackend("wasm");
});

async function expectSameAnswers({ model, program, checkpoint, rowsOf, answerTo }: WeightedModel): Promise<void> {
  const page = await readHtml(await writeHtml(model, networkOf(program, model.target, checkpoint)));
  const [expected, given] = [await answerTo(device, 3), page.answerTo(rowsOf(3), 3)];
  expect(given).toHaveLength(expected.length);
  const furthest = expected.reduce((most, value, at) => Math.max(most, Math.abs(value - given[at]!)), 0);
  expect(furthest).toBeLessThan(1e-5);
}

describe("a network of each layer", () => {
  test.each(layers)("$id", async ({ id }) => {
    const { data, layers: network } = layerNetwork(id);
    await expectSameAnswers(await weightedModel(data, network));
  });
});

test("nothing in a page can end its script early, or reach for a network", async () => {
  const { data, layers: network } = presetOnFittingData("mlp");
  const { model, program, checkpoint } = await weightedModel(data, network);
  const named = { ...model, name: `</script><!-- "<script>` };
  const file = await writeHtml(named, networkOf(program, model.target, checkpoint));
  const text = await file.text();
  expect((await readHtml(file)).model.name).toBe(named.name);
  expect(text.match(/<script/g)).toHaveLength(3);
  expect(text.match(/<\/script>/g)).toHaveLength(3);
  expect(text).toContain(`content="default-src 'none';`);
  expect(text.slice(0, text.indexOf("<script"))).not.toMatch(/<link|<img|@import|url\(/);
});

test("a page is its program and a third more than the weights", async () => {
  const { data, layers: network } = presetOnFittingData("vgg-small");
  const { model, program, checkpoint } = await weightedModel(data, network);
  const { size } = await writeHtml(model, networkOf(program, model.target, checkpoint));
  const weights = checkpoint.tensors.reduce((sum, { values }) => sum + values.byteLength, 0);
  expect(size - (4 / 3) * weights).toBeLessThan(200_000);
});
