/** Each preset on data that suits it, made so that there is something to learn: pictures, series, texts, tables. */
import { expect } from "vitest";
import type { ArchitectureDefinition } from "../../src/catalog/architectures/architecture.ts";
import { architectures } from "../../src/catalog/architectures/index.ts";
import { findDefinition } from "../../src/catalog/definition.ts";
import type { Device } from "../../src/tensor/backends.ts";
import { RandomStream } from "../../src/tensor/random.ts";
import { seamOf } from "../../src/project/preset.ts";
import { type TrainerData, buildTrainer, dataOf, lossesOf, madeData } from "./build-trainer.ts";

export type ArchitectureId = (typeof architectures)[number]["id"];

const ROWS = 32;
const VOCABULARY = 12;

/** Stripes across or down, shifted and noisy. */
function stripes(): TrainerData {
  const side = 10;
  const random = new RandomStream(8, 1);
  const targets = Int32Array.from({ length: ROWS }, (_, row) => row % 2);
  const inputs = Float32Array.from({ length: ROWS * side * side }, (_, at) => {
    const [row, cell] = [Math.floor(at / side ** 2), at % side ** 2];
    const place = targets[row] === 0 ? cell % side : Math.floor(cell / side);
    return ((place + row) % 4 < 2 ? 0.9 : 0.1) + 0.1 * random.nextNormal();
  });
  return dataOf([side, side, 1], inputs, targets);
}

/** Two waves, and the next value of the first. */
function waves(): TrainerData {
  const steps = 8;
  const value = (row: number, step: number) => Math.sin(0.7 * row + 0.6 * step);
  const inputs = Float32Array.from({ length: ROWS * steps * 2 }, (_, at) => {
    const [row, step, which] = [Math.floor(at / (2 * steps)), Math.floor(at / 2) % steps, at % 2];
    return which === 0 ? value(row, step) : Math.cos(step);
  });
  return dataOf(
    [steps, 2],
    inputs,
    Float32Array.from({ length: ROWS }, (_, row) => value(row, steps)),
  );
}

/** Tokens, padded behind; class 1 where the highest token occurs. */
function sentences(): TrainerData {
  const length = 8;
  const random = new RandomStream(8, 2);
  const targets = Int32Array.from({ length: ROWS }, (_, row) => row % 2);
  const inputs = Float32Array.from({ length: ROWS * length }, (_, at) => {
    const [row, place] = [Math.floor(at / length), at % length];
    if (place >= 4 + (row % 4)) return 0;
    if (targets[row] === 1 && place === row % 3) return VOCABULARY - 1;
    return 1 + random.nextBelow(VOCABULARY - 2);
  });
  const data = dataOf([length], inputs, targets);
  return { ...data, examples: { ...data.examples, vocabulary: VOCABULARY } };
}

function givenBack(data: TrainerData): TrainerData {
  return { ...data, target: { task: "reconstruction", name: "wave" } };
}

/** Four words, over and over, of which the first letter tells all but how they begin. */
function rhymes(): TrainerData {
  const words = [
    [2, 3, 4, 5, 6],
    [3, 5, 7, 9],
    [4, 4, 4, 8, 8, 8],
    [5, 9],
  ];
  const length = 7;
  const inputs = new Float32Array(ROWS * length);
  for (let row = 0; row < ROWS; row++) inputs.set(words[row % words.length]!, row * length);
  const data = dataOf([length], inputs, new Float32Array(ROWS));
  const tokens = Array.from({ length: VOCABULARY }, (_, token) => (token < 2 ? "" : String.fromCodePoint(95 + token)));
  return {
    ...data,
    examples: { ...data.examples, vocabulary: VOCABULARY },
    target: { task: "generation", name: "word", tokens, by: "character" },
  };
}

/** Data that suits the preset, and settings that keep it small. */
function fitting(id: ArchitectureId): {
  readonly data: TrainerData;
  readonly config: Record<string, unknown>;
  readonly learningRate?: number;
  readonly steps?: number;
} {
  switch (id) {
    case "linear":
      return { data: madeData(ROWS, "regression"), config: {} };
    case "logistic":
      return { data: madeData(ROWS), config: {}, learningRate: 0.1 };
    case "mlp":
      return { data: madeData(ROWS), config: {} };
    case "cnn":
      return { data: stripes(), config: {}, learningRate: 0.003 };
    case "lenet":
      return { data: stripes(), config: {}, learningRate: 0.002, steps: 100 };
    case "vgg-small":
    case "resnet-small":
    case "mobilenet-small":
      return { data: stripes(), config: { filters: 4 } };
    case "vit-tiny":
    case "mlp-mixer":
      return { data: stripes(), config: { features: 16, blocks: 1 } };
    case "cnn1d":
      return { data: waves(), config: { filters: 8 } };
    case "rnn-forecaster":
    case "gru-forecaster":
    case "lstm-forecaster":
      return { data: waves(), config: { units: 8, depth: 2 } };
    case "text-pooling":
    case "text-cnn":
    case "text-lstm":
      return { data: sentences(), config: { vector: 8 } };
    case "text-transformer":
      return { data: sentences(), config: { vector: 8, blocks: 1 } };
    case "char-lstm":
      return { data: rhymes(), config: { vector: 8, units: 24 } };
    case "char-transformer":
      return { data: rhymes(), config: { vector: 8, blocks: 1 } };
    case "autoencoder":
      return { data: givenBack(waves()), config: { units: [16, 8] }, steps: 60 };
    case "denoising-autoencoder":
      return { data: givenBack(waves()), config: { units: [16, 8], noise: 0.1 }, steps: 60 };
  }
}

/** The preset's layers for data that suits it, and that data. */
export function presetOnFittingData(id: ArchitectureId) {
  const { data, config, ...course } = fitting(id);
  const { target, examples } = data;
  // Found by its id, it takes its own settings; the union hides that.
  const definition = findDefinition(architectures, id) as unknown as ArchitectureDefinition;
  const seam = seamOf(target, examples.shape, examples.vocabulary);
  return { data, layers: definition.layers(definition.config.parse(config), seam), course };
}

/** Trains 40 steps or so with Adam; what is left of the loss must be less than two fifths. */
export async function expectPresetToTrain(device: Device, id: ArchitectureId): Promise<void> {
  const { data, layers, course } = presetOnFittingData(id);
  const { learningRate = 0.02, steps = 40 } = course;
  const training = { optimizer: { id: "adam", learningRate }, batchSize: 16 };
  const { trainer } = await buildTrainer(device, data, { layers, training });
  const before = (await trainer.evaluate("train"))!.measures["loss"]!;
  const losses = await lossesOf(trainer, steps);
  const after = (await trainer.evaluate("train"))!.measures["loss"]!;
  trainer.dispose();
  expect(losses.every(Number.isFinite)).toBe(true);
  expect(after / before, "what is left of the loss").toBeLessThan(0.4);
}
