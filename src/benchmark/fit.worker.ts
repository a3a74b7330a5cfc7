/** TensorFlow.js as it comes: its own layers and `fit`. */
import "../project/zod-settings.ts";
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { wasmFileUrl } from "../tensor/wasm-file.ts";
import type { LayerSelection } from "../catalog/layers/index.ts";
import { countGpuCalls } from "./count-gpu-calls.ts";
import type { Round } from "./contest.ts";
import { serve } from "./serve-engine.ts";
import { type SameStart, sameStart } from "./same-start.ts";
import type { Workload } from "./workloads.ts";

serve(async ({ contestant: { backend }, workload }) => {
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  setWasmPaths({
    "tfjs-backend-wasm.wasm": wasmFileUrl,
    "tfjs-backend-wasm-simd.wasm": wasmFileUrl,
    "tfjs-backend-wasm-threaded-simd.wasm": wasmFileUrl,
  });
  if (backend === "webgpu") await import("@tensorflow/tfjs-backend-webgpu");
  if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js did not start ${backend}`);
  const start = await sameStart(workload);
  const model = builtModel(workload, start);
  const fit = async (steps: number): Promise<{ readonly ms: number; readonly loss: number }> => {
    const batches = Array.from({ length: steps }, start.next);
    const inputs = batches.map((batch) => tf.tensor(batch.inputs, [batch.size, ...workload.shape]));
    const targets = batches.map((batch) =>
      workload.outputs === 1
        ? tf.tensor(batch.targets, [batch.size, 1])
        : tf.oneHot(tf.tensor1d(batch.targets, "int32"), workload.outputs),
    );
    const [x, y] = [tf.concat(inputs), tf.concat(targets)];
    tf.dispose([...inputs, ...targets]);
    const began = performance.now();
    const history = await model.fit(x, y, { batchSize: workload.batch, shuffle: false, epochs: 1, verbose: 0 });
    const ms = performance.now() - began;
    tf.dispose([x, y]);
    return { ms, loss: Number(history.history["loss"]![0]) };
  };
  return async (steps): Promise<Round> => {
    // The first and the last step apart, for their losses.
    const first = await fit(1);
    if (steps === 1) return { ms: first.ms, firstLoss: first.loss, lastLoss: first.loss, calls: null };
    let between = 0;
    const work = async (): Promise<void> => {
      if (steps > 2) between = (await fit(steps - 2)).ms;
    };
    const isCounted = backend === "webgpu" && steps > 2;
    const calls = isCounted ? { ...(await countGpuCalls(work)), counted: steps - 2 } : null;
    if (!isCounted) await work();
    const last = await fit(1);
    return { ms: first.ms + between + last.ms, firstLoss: first.loss, lastLoss: last.loss, calls };
  };
});

function builtModel({ shape, outputs }: Workload, { layers, weights, adam }: SameStart): tf.LayersModel {
  const model = tf.sequential();
  layers.forEach((layer, at) => model.add(layerOf(layer, at === 0 ? { inputShape: [...shape] } : {})));
  model.setWeights(weights.map(({ values, shape: each }) => tf.tensor(values, [...each])));
  const cross = (truth: tf.Tensor, logits: tf.Tensor): tf.Tensor => tf.losses.softmaxCrossEntropy(truth, logits);
  model.compile({
    optimizer: tf.train.adam(adam.learningRate, adam.beta1, adam.beta2, adam.epsilon),
    loss: outputs === 1 ? "meanSquaredError" : cross,
  });
  return model;
}

function layerOf(layer: LayerSelection, input: { readonly inputShape?: number[] }): tf.layers.Layer {
  switch (layer.type) {
    case "dense":
      return tf.layers.dense({ ...input, units: layer.units, activation: activationOf(layer.activation) });
    case "conv2d": {
      const { filters, kernelSize, strides, padding } = layer;
      const activation = activationOf(layer.activation);
      const window = { kernelSize: [...kernelSize], strides: [...strides], padding };
      return tf.layers.conv2d({ ...input, filters, ...window, activation });
    }
    case "max-pooling2d":
      return tf.layers.maxPooling2d({ ...input, poolSize: [...layer.poolSize] });
    case "flatten":
      return tf.layers.flatten(input);
    case "lstm":
      return tf.layers.lstm({
        ...input,
        units: layer.units,
        recurrentActivation: "sigmoid",
        returnSequences: layer.returnSequences,
      });
    default:
      throw new Error(`no ${layer.type} layer here`);
  }
}

function activationOf(activation: string): "linear" | "relu" | "tanh" {
  if (activation === "linear" || activation === "relu" || activation === "tanh") return activation;
  throw new Error(`no activation ${activation} here`);
}
