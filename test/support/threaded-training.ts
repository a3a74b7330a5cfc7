/** Networks whose steps several threads share, and what comes of a few of them. */
import type { LayerInput } from "../../src/catalog/layers/index.ts";
import { CompiledTrainer } from "../../src/engine/compiled/compiled-trainer.ts";
import { WasmMachine } from "../../src/engine/compiled/wasm/wasm-machine.ts";
import type { Device } from "../../src/tensor/backends.ts";
import type { HelperThreads } from "../../src/tensor/helper-threads.ts";
import { type TrainerData, buildTrainer, dataOf, lossesOf, plain } from "./build-trainer.ts";

interface ThreadedCase {
  readonly name: string;
  readonly data: () => TrainerData;
  readonly layers: readonly LayerInput[];
  readonly batchSize: number;
}

function made(shape: readonly number[], classes: number, rows: number): TrainerData {
  const width = shape.reduce((product, extent) => product * extent, 1);
  const values = Float32Array.from({ length: rows * width }, (_, at) => Math.sin(at * 0.37) * Math.cos(at * 0.011));
  return dataOf(
    [...shape],
    values,
    Int32Array.from({ length: rows }, (_, row) => (row * 7) % classes),
  );
}

/** Sides that neither threads nor vectors divide. */
export const threadedCases: readonly ThreadedCase[] = [
  {
    name: "a perceptron with dropout",
    data: () => made([300], 5, 96),
    layers: [
      { type: "dense", units: 130, activation: "tanh" },
      { type: "dropout", rate: 0.3 },
      { type: "dense", units: 5 },
    ],
    batchSize: 61,
  },
  {
    name: "a convolutional network",
    data: () => made([17, 15, 3], 4, 40),
    layers: [
      { type: "conv2d", filters: 20, activation: "relu" },
      { type: "batch-normalization" },
      { type: "max-pooling2d" },
      { type: "conv2d", filters: 33, padding: "same", activation: "relu" },
      { type: "flatten" },
      { type: "dense", units: 4 },
    ],
    batchSize: 26,
  },
  {
    name: "attention",
    data: () => made([33, 24], 4, 30),
    layers: [
      { type: "transformer-block", numHeads: 3, feedForward: 50 },
      { type: "global-average-pooling1d" },
      { type: "dense", units: 4 },
    ],
    batchSize: 19,
  },
];

/** Four steps with so many threads: losses, an evaluation and the weights. */
export async function trainedBy(threads: HelperThreads | null, device: Device, each: ThreadedCase) {
  const data = each.data();
  const { setup } = await buildTrainer(device, data, { layers: each.layers, training: { batchSize: each.batchSize } });
  let ticks = 0;
  const trainer = new CompiledTrainer({
    setup,
    data,
    createMachine: (layout) => new WasmMachine(layout, data, { threads }),
    now: () => ticks++,
  });
  try {
    const losses = await lossesOf(trainer, 4);
    return { losses, evaluation: await trainer.evaluate("train"), weights: plain(await trainer.snapshot()) };
  } finally {
    trainer.dispose();
  }
}
