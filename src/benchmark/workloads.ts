/** What is timed: networks, batches, and made-up data of their shape. Speed does not depend on what the numbers are. */
import type { LayerInput } from "../catalog/layers/index.ts";

export interface Workload {
  readonly name: string;
  readonly shape: readonly number[];
  /** 1: a number is learnt, by mean squared error; more: classes. */
  readonly outputs: number;
  readonly layers: readonly LayerInput[];
  readonly batch: number;
  /** Of a project's `training`; left out: Adam as it stands. */
  readonly training?: Readonly<Record<string, unknown>>;
  /** Row by row; left out: made up. */
  readonly data?: { readonly inputs: Float32Array; readonly targets: Int32Array | Float32Array };
}

const dense = (units: number, activation: "linear" | "relu" | "tanh" = "linear") =>
  ({ type: "dense", units, activation }) as const;
const convolution = (filters: number) => ({ type: "conv2d", filters, activation: "relu" }) as const;
const pooling = { type: "max-pooling2d" } as const;
const transformer = { type: "transformer-block", numHeads: 4, feedForward: 128 } as const;

export const workloads: readonly Workload[] = [
  {
    name: "tiny",
    shape: [2],
    outputs: 1,
    layers: [dense(8, "tanh"), dense(8, "tanh"), dense(1)],
    batch: 32,
  },
  {
    name: "mlp",
    shape: [784],
    outputs: 10,
    layers: [dense(128, "relu"), dense(10)],
    batch: 128,
  },
  {
    name: "cnn",
    shape: [28, 28, 1],
    outputs: 10,
    layers: [convolution(32), pooling, convolution(64), pooling, { type: "flatten" }, dense(128, "relu"), dense(10)],
    batch: 32,
  },
  {
    name: "lstm",
    shape: [16, 8],
    outputs: 1,
    layers: [{ type: "lstm", units: 32 }, dense(1)],
    batch: 32,
  },
  {
    name: "attention",
    shape: [64, 64],
    outputs: 10,
    layers: [transformer, transformer, { type: "global-average-pooling1d" }, dense(10)],
    batch: 16,
  },
];
