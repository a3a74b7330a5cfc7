/** A realm in which there is nothing but TensorFlow.js: it opens a model as any page would. */
import { askLayersModel } from "../tensor/layers-model.ts";
import type { LayersModelFiles } from "../engine/export/keras/write-tfjs.ts";

export interface LayersModelQuestion {
  readonly files: LayersModelFiles;
  readonly examples: Float32Array<ArrayBuffer>;
  readonly shape: readonly number[];
}

export type LayersModelAnswer = { readonly values: Float32Array } | { readonly failed: string };

// A worker's own scope, which the page's types know as a window.
const asker = self as unknown as Pick<Worker, "postMessage">;
self.addEventListener("message", ({ data }: MessageEvent<LayersModelQuestion>) => {
  const tell = (answer: LayersModelAnswer): void => asker.postMessage(answer, []);
  askLayersModel(data.files, data.examples, data.shape).then(
    (values) => tell({ values }),
    (thrown: unknown) => tell({ failed: String(thrown) }),
  );
});
