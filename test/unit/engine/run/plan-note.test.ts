import { expect, test } from "vitest";
import { type LayerInput, layOut, layerSelection } from "../../../../src/catalog/layers/index.ts";
import { planNote } from "../../../../src/engine/run/plan-note.ts";

const planned = (...layers: readonly LayerInput[]) =>
  layOut(
    layers.map((layer) => layerSelection.parse(layer)),
    [4, 4, 1],
  ).layers;
const dense = planned({ type: "flatten" }, { type: "dense", units: 2 });
const convolutional = planned({ type: "residual", layers: [{ type: "conv2d", filters: 1, padding: "same" }] });
const fallback = { en: "WebGPU is missing.", zh: "没有 WebGPU。" };

test("a convolutional network on wasm says how its gradients are computed, after any other note", () => {
  expect(planNote("wasm", convolutional, undefined)?.en).toMatch(
    /^On wasm, .*gradients are composed from forward convolutions/,
  );
  expect(planNote("wasm", convolutional, undefined)?.zh).toContain("前向卷积");
  expect(planNote("wasm", convolutional, fallback)?.en).toMatch(/^WebGPU is missing\. On wasm/);
});

test("everything else keeps the note that it has", () => {
  expect(planNote("wasm", dense, undefined)).toBeUndefined();
  expect(planNote("webgpu", convolutional, undefined)).toBeUndefined();
  expect(planNote("webgpu", convolutional, fallback)).toEqual(fallback);
});
