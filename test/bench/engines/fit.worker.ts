/** TensorFlow.js as it comes: the same network with the same first weights, its own `fit`, on the same rows in the same order. */
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { layerSelection } from "../../../src/catalog/layers/index.ts";
import { initialTensors, loadProgram, planModel } from "../../../src/engine/model-program.ts";
import { BatchOrder, gather } from "../../../src/engine/reference/batches.ts";
import { Course } from "../../../src/project/course.ts";
import { projectSchema } from "../../../src/project/project.ts";
import { countGpuCalls } from "../../support/count-gpu-calls.ts";
import { type Round, serve } from "./contestant.ts";
import { type Workload, dataFor, workloads } from "./workloads.ts";

serve(async ({ backend, workload, wasmUrl }) => {
  const found = workloads.find(({ name }) => name === workload)!;
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  setWasmPaths({
    "tfjs-backend-wasm.wasm": wasmUrl,
    "tfjs-backend-wasm-simd.wasm": wasmUrl,
    "tfjs-backend-wasm-threaded-simd.wasm": wasmUrl,
  });
  if (backend === "webgpu") await import("@tensorflow/tfjs-backend-webgpu");
  if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js did not start ${backend}`);
  const { seed } = projectSchema.parse({ data: { id: "made" } }).training;
  const model = await builtModel(found, seed);
  const data = dataFor(found);
  const course = new Course({ batchSize: found.batch, growth: 1, rows: data.parts.train.length });
  const order = new BatchOrder(data.parts.train, { course, seed, isShuffled: true });
  let done = 0;
  const fit = async (steps: number): Promise<{ readonly ms: number; readonly loss: number }> => {
    const rows = Array.from({ length: steps }, () => [...order.after(done++).rows]).flat();
    const batch = gather(data, Int32Array.from(rows), rows.length);
    const x = tf.tensor(batch.inputs, [rows.length, ...found.shape]);
    const y =
      found.outputs === 1
        ? tf.tensor(batch.targets, [rows.length, 1])
        : tf.oneHot(tf.tensor1d(batch.targets, "int32"), found.outputs);
    const began = performance.now();
    const history = await model.fit(x, y, { batchSize: found.batch, shuffle: false, epochs: 1, verbose: 0 });
    const ms = performance.now() - began;
    tf.dispose([x, y]);
    return { ms, loss: Number(history.history["loss"]![0]) };
  };
  return async (steps): Promise<Round> => {
    const first = await fit(1);
    if (steps === 1) return { ms: first.ms, firstLoss: first.loss, lastLoss: first.loss, calls: null };
    const times: number[] = [first.ms];
    const work = async (): Promise<void> => {
      if (steps > 2) times.push((await fit(steps - 2)).ms);
    };
    const calls = backend === "webgpu" ? await countGpuCalls(work) : null;
    if (calls === null) await work();
    const last = await fit(1);
    times.push(last.ms);
    return { ms: times.reduce((sum, each) => sum + each, 0), firstLoss: first.loss, lastLoss: last.loss, calls };
  };
});

async function builtModel({ shape, outputs, layers }: Workload, seed: number): Promise<tf.LayersModel> {
  const selections = layers.map((layer) => layerSelection.parse(layer));
  const model = tf.sequential();
  selections.forEach((layer, index) => {
    const inputShape = index === 0 ? { inputShape: [...shape] } : {};
    switch (layer.type) {
      case "dense":
        model.add(tf.layers.dense({ ...inputShape, units: layer.units, activation: activationOf(layer.activation) }));
        return;
      case "conv2d": {
        const { filters, kernelSize } = layer;
        const activation = activationOf(layer.activation);
        model.add(tf.layers.conv2d({ ...inputShape, filters, kernelSize: [...kernelSize], activation }));
        return;
      }
      case "max-pooling2d":
        model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
        return;
      case "flatten":
        model.add(tf.layers.flatten());
        return;
      default:
        throw new Error(`No workload has a ${layer.type} layer`);
    }
  });
  const plan = planModel(selections, shape);
  const weights = initialTensors(await loadProgram(plan), seed).filter(({ name }) => name.startsWith("parameter/"));
  model.setWeights(weights.map(({ values, shape: each }) => tf.tensor(values, [...each])));
  const cross = (truth: tf.Tensor, logits: tf.Tensor): tf.Tensor => tf.losses.softmaxCrossEntropy(truth, logits);
  model.compile({
    optimizer: tf.train.adam(0.001, 0.9, 0.999, 1e-8),
    loss: outputs === 1 ? "meanSquaredError" : cross,
  });
  return model;
}

function activationOf(activation: string): "linear" | "relu" | "tanh" {
  if (activation === "linear" || activation === "relu" || activation === "tanh") return activation;
  throw new Error(`No workload has the activation ${activation}`);
}
