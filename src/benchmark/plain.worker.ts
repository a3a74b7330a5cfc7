/** Dense networks as loops over typed arrays: what a browser does with no library at all. */
import "../project/zod-settings.ts";
import type { LayerSelection } from "../catalog/layers/index.ts";
import { serve } from "./serve-engine.ts";
import { plainAdam } from "./plain-adam.ts";
import { sameStart, timed } from "./same-start.ts";

serve(async ({ workload }) => {
  const start = await sameStart(workload);
  const { batch, outputs } = workload;
  const values = start.weights.map((each) => Float32Array.from(each.values));
  const learnt = values.map((each) => ({ values: each, gradient: new Float32Array(each.length) }));
  const layers = start.layers.map((layer, at) => denseLayer(layer, learnt[2 * at]!, learnt[2 * at + 1]!, batch));
  const adam = plainAdam(start.adam, learnt);
  return (steps) =>
    timed(start, steps, ({ inputs, targets, size }) => {
      let x = inputs;
      for (const layer of layers) x = forward(layer, x, size);
      const last = layers.at(-1)!;
      const loss =
        outputs === 1
          ? squaredError(last.y, targets, last.dy, size)
          : crossEntropy(last.y, targets, last.dy, size, outputs);
      for (let at = layers.length - 1; at >= 0; at--) {
        const below = layers[at - 1];
        backward(layers[at]!, below?.y ?? inputs, below?.dy ?? null, size);
      }
      adam();
      return loss;
    });
});

interface Learnt {
  readonly values: Float32Array;
  readonly gradient: Float32Array;
}

interface DenseLayer {
  readonly inputs: number;
  readonly outputs: number;
  readonly activation: string;
  /** [inputs, outputs] and [outputs]. */
  readonly kernel: Learnt;
  readonly bias: Learnt;
  /** [rows, outputs]: answers, and the loss's gradient by them. */
  readonly y: Float32Array;
  readonly dy: Float32Array;
}

function denseLayer(layer: LayerSelection, kernel: Learnt, bias: Learnt, rows: number): DenseLayer {
  if (layer.type !== "dense") throw new Error(`no ${layer.type} layer here`);
  const { units, activation } = layer;
  if (!["linear", "relu", "tanh"].includes(activation)) throw new Error(`no activation ${activation} here`);
  return {
    inputs: kernel.values.length / units,
    outputs: units,
    activation,
    kernel,
    bias,
    y: new Float32Array(rows * units),
    dy: new Float32Array(rows * units),
  };
}

function forward(layer: DenseLayer, x: Float32Array, rows: number): Float32Array {
  const { inputs, outputs, y, activation } = layer;
  const kernel = layer.kernel.values;
  const bias = layer.bias.values;
  for (let row = 0; row < rows; row++) {
    const to = row * outputs;
    for (let out = 0; out < outputs; out++) y[to + out] = bias[out]!;
    for (let input = 0; input < inputs; input++) {
      const value = x[row * inputs + input]!;
      const from = input * outputs;
      for (let out = 0; out < outputs; out++) y[to + out]! += value * kernel[from + out]!;
    }
  }
  const count = rows * outputs;
  if (activation === "relu") for (let at = 0; at < count; at++) y[at] = Math.max(0, y[at]!);
  if (activation === "tanh") for (let at = 0; at < count; at++) y[at] = Math.tanh(y[at]!);
  return y;
}

/** Leaves the gradient by the kernel, the bias and, where `dx` is given, what came in. */
function backward(layer: DenseLayer, x: Float32Array, dx: Float32Array | null, rows: number): void {
  const { inputs, outputs, y, dy, activation } = layer;
  const kernel = layer.kernel.values;
  const kernelGradient = layer.kernel.gradient;
  const biasGradient = layer.bias.gradient;
  const count = rows * outputs;
  if (activation === "relu") for (let at = 0; at < count; at++) if (y[at]! <= 0) dy[at] = 0;
  if (activation === "tanh") for (let at = 0; at < count; at++) dy[at]! *= 1 - y[at]! * y[at]!;
  kernelGradient.fill(0);
  biasGradient.fill(0);
  for (let row = 0; row < rows; row++) {
    const of = row * outputs;
    for (let out = 0; out < outputs; out++) biasGradient[out]! += dy[of + out]!;
    for (let input = 0; input < inputs; input++) {
      const value = x[row * inputs + input]!;
      const from = input * outputs;
      for (let out = 0; out < outputs; out++) kernelGradient[from + out]! += value * dy[of + out]!;
      if (dx === null) continue;
      let sum = 0;
      for (let out = 0; out < outputs; out++) sum += kernel[from + out]! * dy[of + out]!;
      dx[row * inputs + input] = sum;
    }
  }
}

type Targets = Int32Array | Float32Array;

function squaredError(y: Float32Array, targets: Targets, dy: Float32Array, rows: number): number {
  let loss = 0;
  for (let row = 0; row < rows; row++) {
    const error = y[row]! - targets[row]!;
    loss += error * error;
    dy[row] = (2 * error) / rows;
  }
  return loss / rows;
}

function crossEntropy(y: Float32Array, targets: Targets, dy: Float32Array, rows: number, classes: number): number {
  let loss = 0;
  for (let row = 0; row < rows; row++) {
    const from = row * classes;
    let largest = y[from]!;
    for (let at = 1; at < classes; at++) largest = Math.max(largest, y[from + at]!);
    let sum = 0;
    for (let at = 0; at < classes; at++) sum += Math.exp(y[from + at]! - largest);
    for (let at = 0; at < classes; at++) dy[from + at] = Math.exp(y[from + at]! - largest) / sum / rows;
    const truth = from + targets[row]!;
    dy[truth]! -= 1 / rows;
    loss += Math.log(sum) + largest - y[truth]!;
  }
  return loss / rows;
}
