/** Small trainings that between them use every layer, loss, optimizer and wrapper of the catalog, and every setting of a step. */
import type { LayerInput } from "../../src/catalog/layers/index.ts";
import type { Task } from "../../src/catalog/losses/loss.ts";
import { losses } from "../../src/catalog/losses/index.ts";
import { optimizers } from "../../src/catalog/optimizers/index.ts";
import { wrappers } from "../../src/catalog/wrappers/index.ts";
import { RandomStream } from "../../src/tensor/random.ts";
import { type TrainerData, dataOf, madeData } from "./build-trainer.ts";

export interface TrainingCase {
  readonly name: string;
  readonly data: TrainerData;
  readonly layers: readonly LayerInput[];
  readonly training?: Readonly<Record<string, unknown>>;
}

const dense = (units: number, activation: "linear" | "relu" | "tanh" | "sigmoid" | "softmax" = "linear") =>
  ({ type: "dense", units, activation }) as const;

const points = madeData(50);
const numbers = madeData(50, "regression");
const pictures = madePictures(20);

const mlp = [dense(8, "tanh"), dense(2)];

const stacks: readonly TrainingCase[] = [
  { name: "dense, tanh and sigmoid", data: points, layers: [dense(6, "tanh"), dense(5, "sigmoid"), dense(2)] },
  { name: "dense, relu and softmax", data: points, layers: [dense(9, "relu"), dense(4, "softmax"), dense(2)] },
  { name: "without biases", data: points, layers: [{ type: "dense", units: 2, useBias: false }] },
  { name: "dropout", data: points, layers: [dense(16, "relu"), { type: "dropout", rate: 0.4 }, dense(2)] },
  { name: "numbers with mean squared error", data: numbers, layers: [dense(7, "tanh"), dense(1)] },
  {
    name: "convolution and pooling",
    data: pictures,
    layers: [
      { type: "conv2d", filters: 4, kernelSize: [3, 3], activation: "relu", padding: "same" },
      { type: "max-pooling2d" },
      { type: "conv2d", filters: 3, kernelSize: [2, 3], strides: [1, 2], activation: "tanh" },
      { type: "flatten" },
      dense(3),
    ],
  },
  {
    name: "windows that overlap",
    data: pictures,
    layers: [
      { type: "conv2d", filters: 2, kernelSize: [5, 5], strides: [2, 2], padding: "same" },
      { type: "max-pooling2d", poolSize: [3, 2], strides: [1, 1], padding: "same" },
      { type: "flatten" },
      dense(5, "relu"),
      dense(3),
    ],
  },
  {
    name: "pictures given back",
    data: { ...pictures, target: { task: "reconstruction", name: "picture" } },
    layers: [
      { type: "gaussian-noise", stddev: 0.2 },
      { type: "conv2d", filters: 2, strides: [2, 2], padding: "same", activation: "tanh" },
      {
        type: "conv2d-transpose",
        filters: 1,
        kernelSize: [2, 2],
        strides: [2, 2],
        kernelConstraint: { id: "max-norm", maxValue: 0.5 },
      },
      { type: "cropping2d", rows: [0, 1], columns: [0, 0] },
    ],
  },
  {
    name: "texts gone on with",
    data: madeWords(21),
    layers: [
      {
        type: "embedding",
        inputDim: 5,
        outputDim: 4,
        embeddingsConstraint: { id: "max-norm", maxValue: 0.2 },
        embeddingsRegularizer: { id: "orthogonal", factor: 0.1 },
      },
      {
        type: "lstm",
        units: 6,
        returnSequences: true,
        recurrentConstraint: { id: "unit-norm" },
        biasRegularizer: { id: "l1-l2" },
      },
      dense(5),
    ],
  },
];
/** Words of up to five of three letters, 0 behind them. */
function madeWords(rows: number): TrainerData {
  const random = new RandomStream(8, 9);
  const inputs = new Float32Array(rows * 5);
  for (let row = 0; row < rows; row++) {
    for (let at = 0; at <= row % 5; at++) inputs[row * 5 + at] = 2 + random.nextBelow(3);
  }
  const data = dataOf([5], inputs, new Float32Array(rows));
  const tokens = ["", "", "a", "b", "c"];
  return {
    ...data,
    target: { task: "generation", name: "word", tokens, by: "character" },
    examples: { ...data.examples, vocabulary: 5 },
  };
}

const askedOfSteps: readonly TrainingCase[] = [
  { name: "weighed classes", data: { ...points, classWeights: Float32Array.of(0.4, 1.7) }, layers: mlp, training: {} },
  {
    name: "pictures that are changed as they are drawn",
    data: changedPictures(),
    layers: [{ type: "conv2d", filters: 3, activation: "tanh" }, { type: "flatten" }, dense(3)],
    training: { seed: 5 },
  },
  {
    name: "steps in parts",
    data: { ...points, classWeights: Float32Array.of(1.2, 0.8) },
    layers: [
      dense(8, "relu"),
      { type: "batch-normalization" },
      { type: "dropout", rate: 0.3 },
      { type: "dense", units: 2, kernelRegularizer: { id: "l2", factor: 0.01 } },
    ],
    // The last step of an epoch has two parts, the second of which is filled up.
    training: { batchSize: 8, accumulate: 3, clip: { by: "norm", limit: 0.1 }, stopping: { gradientNorm: 1e-9 } },
  },
];

/** What the data asks of a step. */
export const dataCases: readonly TrainingCase[] = askedOfSteps.map((each) => ({
  ...each,
  training: { batchSize: 16, optimizer: { id: "adam" }, ...each.training },
}));

/** Darker or lighter by the draw. */
function changedPictures(): TrainerData {
  const { examples } = pictures;
  return {
    ...pictures,
    examples: {
      ...examples,
      write: (row, out, at, change) => {
        examples.write(row, out, at);
        change?.(out.subarray(at, at + 42));
      },
    },
    augmenter: {
      mixes: false,
      change: (picture, { seed, step, place }) => {
        const by = 0.5 + new RandomStream(seed, place, step).nextUniform();
        picture.forEach((value, at) => (picture[at] = by * value));
      },
      partner: () => null,
    },
  };
}

export const layerCases = stacks.map((each) => ({
  ...each,
  training: { batchSize: 16, optimizer: { id: "adam", learningRate: 0.01 } },
}));

/** Each loss on what it is for: classes, numbers or the input given back. Numbers are above 0, as counts are. */
export const lossCases = losses.map(({ id, ...loss }) => {
  const given = { batchSize: 16, optimizer: { id: "adam", learningRate: 0.01 } };
  const { data, layers } = lessonFor(loss.tasks[0]!);
  const ending = "ending" in loss ? [{ type: "activation", activation: loss.ending } as const] : [];
  return { name: id, data, layers: [...layers, ...ending], training: { ...given, loss: id } };
});

function lessonFor(task: Task): Pick<TrainingCase, "data" | "layers"> {
  switch (task) {
    case "classification":
    case "generation":
      return { data: points, layers: mlp };
    case "regression":
      return { data: { ...numbers, targets: numbers.targets.map(Math.abs) }, layers: [dense(7, "tanh"), dense(1)] };
    case "reconstruction":
      return {
        data: { ...pictures, target: { task, name: "picture" } },
        layers: [{ type: "conv2d", filters: 1, padding: "same" }],
      };
  }
}

/** All but those that decide on the host, during a step, how far to go. */
export const optimizerCases: readonly TrainingCase[] = optimizers
  .filter(({ id }) => id !== "lbfgs")
  .map(({ id }) => ({
    name: id,
    data: points,
    layers: mlp,
    training: { batchSize: 16, optimizer: { id, learningRate: 0.02 } },
  }));

export const settingCases: readonly TrainingCase[] = [
  ...wrappers.map(({ id }) => ({ name: id, training: { wrappers: [{ id }] } })),
  ...(["value", "norm", "global-norm"] as const).map((by) => ({
    name: `clipped by ${by}`,
    training: { clip: { by, limit: 0.05 } },
  })),
  { name: "frozen and slowed layers", training: { layerRates: { "dense-1": 0, "dense-2": 0.5 } } },
  { name: "layers at two rates", training: { layerRates: { "dense-1": 0.25 } } },
  { name: "warm-up and a schedule", training: { warmup: { steps: 4 }, schedule: { id: "cosine" } } },
  { name: "muon under clipping", training: { optimizer: { id: "muon" }, clip: { by: "norm", limit: 0.1 } } },
  {
    name: "everything at once",
    training: {
      wrappers: [{ id: "averaging", decay: 0.8 }, { id: "lookahead", steps: 3 }, { id: "sharpness" }],
      clip: { by: "norm", limit: 0.3 },
      layerRates: { "dense-1": 0.5 },
      stopping: { gradientNorm: 1e-9 },
    },
  },
].map(({ name, training }) => ({ name, data: points, layers: mlp, training: { batchSize: 16, ...training } }));

/** Pictures of 7 x 6 with noise and a bright spot; the class is the spot's third. */
function madePictures(rows: number): TrainerData {
  const random = new RandomStream(8, 8);
  const classes = Int32Array.from({ length: rows }, (_, row) => row % 3);
  const inputs = Float32Array.from({ length: rows * 42 }, (_, at) => {
    const isBright = Math.floor((at % 6) / 2) === classes[Math.floor(at / 42)];
    return 0.5 * random.nextUniform() + (isBright ? 0.5 : 0);
  });
  return dataOf([7, 6, 1], inputs, classes);
}
