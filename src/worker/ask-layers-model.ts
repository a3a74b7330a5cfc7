/** Asks a worker of its own, in which plain TensorFlow.js opens the model; it ends with the answer. */
import type { LayersModelReader } from "../engine/export/keras/write-tfjs.ts";
// oxlint-disable-next-line import/default -- the query makes Vite answer with the address of the built worker
import workerUrl from "./layers-model.worker.ts?worker&url";
import type { LayersModelAnswer, LayersModelQuestion } from "./layers-model.worker.ts";
import { trustedScript } from "./trusted-script.ts";

export const askLayersModelApart: LayersModelReader = (files, examples, shape) => {
  const worker = new Worker(trustedScript(workerUrl), { type: "module", name: "plain TensorFlow.js" });
  return new Promise<Float32Array>((resolve, reject) => {
    worker.addEventListener("message", ({ data }: MessageEvent<LayersModelAnswer>) => {
      if ("values" in data) resolve(data.values);
      else reject(new Error(`TensorFlow.js could not answer: ${data.failed}`));
    });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      reject(new Error(`TensorFlow.js could not be started: ${event.message}`));
    });
    worker.postMessage({ files, examples, shape } satisfies LayersModelQuestion, []);
  }).finally(() => worker.terminate());
};
