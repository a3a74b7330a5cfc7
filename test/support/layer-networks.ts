/** For each layer a small network around it, on inputs whose level tells the class. */
import type { LayerInput, LayerSelection } from "../../src/catalog/layers/index.ts";
import { RandomStream } from "../../src/tensor/random.ts";
import { type TrainerData, dataOf } from "./build-trainer.ts";

interface LayerNetwork {
  readonly input: readonly number[];
  readonly layers: readonly LayerInput[];
  /** Whole numbers below this instead of levels. */
  readonly tokens?: number;
}

const picture = [6, 6, 2];
const sequence = [6, 3];
const classes: LayerInput = { type: "dense", units: 2 };
const flat: readonly LayerInput[] = [{ type: "flatten" }, classes];
const onPicture = (layer: LayerInput): LayerNetwork => ({ input: picture, layers: [layer, ...flat] });
const onSequence = (layer: LayerInput): LayerNetwork => ({ input: sequence, layers: [layer, ...flat] });
const onTable = (layer: LayerInput): LayerNetwork => ({ input: [5], layers: [layer, classes] });
const last = (layer: LayerInput): LayerNetwork => ({ input: sequence, layers: [layer, classes] });

const networks: Readonly<Record<LayerSelection["type"], LayerNetwork>> = {
  dense: onTable({ type: "dense", units: 6, activation: "tanh" }),
  activation: {
    input: [5],
    layers: [{ type: "dense", units: 6 }, { type: "activation", activation: "gelu" }, classes],
  },
  "leaky-relu": onTable({ type: "leaky-relu" }),
  prelu: onTable({ type: "prelu" }),
  elu: onTable({ type: "elu" }),
  conv1d: onSequence({ type: "conv1d", filters: 4, padding: "causal", activation: "relu" }),
  conv2d: onPicture({ type: "conv2d", filters: 4, activation: "relu" }),
  "depthwise-conv2d": onPicture({ type: "depthwise-conv2d", depthMultiplier: 2 }),
  "separable-conv2d": onPicture({ type: "separable-conv2d", filters: 4 }),
  "conv2d-transpose": onPicture({ type: "conv2d-transpose", filters: 3, strides: [2, 2] }),
  "max-pooling1d": onSequence({ type: "max-pooling1d" }),
  "max-pooling2d": onPicture({ type: "max-pooling2d" }),
  "average-pooling1d": onSequence({ type: "average-pooling1d" }),
  "average-pooling2d": onPicture({ type: "average-pooling2d", padding: "same" }),
  "global-max-pooling1d": last({ type: "global-max-pooling1d" }),
  "global-max-pooling2d": { input: picture, layers: [{ type: "global-max-pooling2d" }, classes] },
  "global-average-pooling1d": last({ type: "global-average-pooling1d" }),
  "global-average-pooling2d": { input: picture, layers: [{ type: "global-average-pooling2d" }, classes] },
  flatten: { input: picture, layers: flat },
  reshape: { input: [12], layers: [{ type: "reshape", targetShape: [4, -1] }, ...flat] },
  permute: onSequence({ type: "permute", dims: [2, 1] }),
  "repeat-vector": { input: [4], layers: [{ type: "repeat-vector", n: 3 }, ...flat] },
  "zero-padding1d": onSequence({ type: "zero-padding1d" }),
  "zero-padding2d": onPicture({ type: "zero-padding2d" }),
  cropping1d: onSequence({ type: "cropping1d" }),
  cropping2d: onPicture({ type: "cropping2d" }),
  "up-sampling1d": onSequence({ type: "up-sampling1d" }),
  "up-sampling2d": onPicture({ type: "up-sampling2d" }),
  "batch-normalization": onTable({ type: "batch-normalization", momentum: 0.8 }),
  "layer-normalization": {
    input: [5],
    layers: [{ type: "dense", units: 6 }, { type: "layer-normalization" }, classes],
  },
  "group-normalization": onPicture({ type: "group-normalization", groups: 2 }),
  "rms-normalization": onTable({ type: "rms-normalization" }),
  dropout: onTable({ type: "dropout", rate: 0.2 }),
  "spatial-dropout1d": onSequence({ type: "spatial-dropout1d", rate: 0.2 }),
  "spatial-dropout2d": onPicture({ type: "spatial-dropout2d", rate: 0.2 }),
  "gaussian-noise": onTable({ type: "gaussian-noise", stddev: 0.1 }),
  "gaussian-dropout": onTable({ type: "gaussian-dropout", rate: 0.1 }),
  embedding: {
    input: [5],
    layers: [
      { type: "embedding", inputDim: 8, outputDim: 4, maskZero: true },
      { type: "global-average-pooling1d" },
      classes,
    ],
    tokens: 8,
  },
  "position-embedding": onSequence({ type: "position-embedding" }),
  "simple-rnn": last({ type: "simple-rnn", units: 6, recurrentDropout: 0.1 }),
  gru: last({ type: "gru", units: 6, dropout: 0.1 }),
  lstm: last({ type: "lstm", units: 6, peepholes: true }),
  bidirectional: last({ type: "bidirectional", layers: [{ type: "gru", units: 4 }] }),
  attention: onSequence({ type: "attention", causal: true }),
  "multi-head-attention": onSequence({ type: "multi-head-attention", numHeads: 2, keyDim: 3, dropout: 0.1 }),
  "transformer-block": onSequence({ type: "transformer-block", numHeads: 3, feedForward: 8 }),
  residual: onPicture({
    type: "residual",
    layers: [{ type: "conv2d", filters: 2, padding: "same", activation: "relu" }],
  }),
  "squeeze-and-excite": onPicture({ type: "squeeze-and-excite", ratio: 2 }),
  parallel: onPicture({
    type: "parallel",
    branches: [
      [{ type: "conv2d", filters: 2, kernelSize: [1, 1] }],
      [{ type: "conv2d", filters: 2, padding: "same" }, { type: "batch-normalization" }],
    ],
  }),
};

const ROWS = 26;

/** Levels around 1 for one class and -1 for the other, or tokens from the upper and the lower half, padded with 0. */
function levels(shape: readonly number[], tokens: number | undefined): TrainerData {
  const random = new RandomStream(21, 3);
  const size = shape.reduce((product, extent) => product * extent, 1);
  const targets = Int32Array.from({ length: ROWS }, (_, row) => row % 2);
  const inputs = Float32Array.from({ length: ROWS * size }, (_, at) => {
    const isFirst = targets[Math.floor(at / size)] === 0;
    if (tokens === undefined) return (isFirst ? 1 : -1) + 0.8 * random.nextNormal();
    if (at % size > 2 && random.nextUniform() < 0.5) return 0;
    return 1 + random.nextBelow(tokens / 2) + (isFirst ? 0 : tokens / 2 - 1);
  });
  return dataOf(shape, inputs, targets);
}

/** The layer's network and the data that it learns. */
export function layerNetwork(type: LayerSelection["type"]): {
  readonly data: TrainerData;
  readonly layers: readonly LayerInput[];
} {
  const { input, layers, tokens } = networks[type];
  return { data: levels(input, tokens), layers };
}
