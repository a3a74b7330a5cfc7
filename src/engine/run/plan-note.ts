import { type PlannedLayer, everyLayer } from "../../catalog/layers/layer.ts";
import { type Text, sentences } from "../../language/text.ts";
import type { BackendId } from "../../project/records.ts";

/** What there is to say of how this run computes: why it is on this backend, and what the backend has no kernels for. */
export function planNote(
  backend: BackendId,
  layers: readonly PlannedLayer[],
  fallback: Text | undefined,
): Text | undefined {
  if (backend !== "wasm" || ![...everyLayer(layers)].some(({ selection }) => /conv/.test(selection.type)))
    return fallback;
  return fallback === undefined ? composed : sentences(fallback, composed);
}

const composed: Text = {
  en: "On wasm, convolution gradients are composed from forward convolutions.",
  zh: "在 wasm 上，卷积的梯度由前向卷积组合得出。",
};
