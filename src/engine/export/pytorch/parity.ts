/** What the studio computes at the export, for `train.py --check` to compute again. */
import type { LayerSelection } from "../../../catalog/layers/index.ts";
import type { Checkpoint } from "../../../project/records.ts";
import type { Device } from "../../../tensor/backends.ts";
import { download } from "../../../tensor/scope.ts";
import type { PreparedData } from "../../data/prepare-data.ts";
import { BatchOrder, type BatchData, gather } from "../../reference/batches.ts";
import { generationFrom, release } from "../../reference/generation.ts";
import { GradientPass, disposePass } from "../../reference/gradient-pass.ts";
import { WeightTensors } from "../../reference/learn.ts";
import { ReferenceTrainer } from "../../reference/reference-trainer.ts";
import type { TrainingSetup } from "../../reference/training-setup.ts";

const STEPS = 5;
const ROWS = 16;
const VALUES = 16;

export interface Parity {
  readonly part: "validation" | "train";
  /** Of the part, in the order of its files. */
  readonly rows: readonly number[];
  /** As the model answers, row by row. */
  readonly answers: readonly number[];
  /** Of the next step, by the parameter's name in the studio: its length, and some of its numbers. */
  readonly gradients: Readonly<
    Record<string, { readonly norm: number; readonly places: readonly number[]; readonly values: readonly number[] }>
  >;
  /** Of the next steps, as the network is taught. */
  readonly losses: readonly number[];
  /** Examples that go through the network together: what batch normalization sees. */
  readonly microBatch: number;
}

/** `setup` draws nothing (see `silentLayers`); the data is changed by no augmentation. */
export async function parityOf(
  device: Device,
  setup: TrainingSetup,
  data: Pick<PreparedData, "examples" | "targets" | "parts" | "target" | "classWeights">,
  checkpoint: Checkpoint,
): Promise<Parity> {
  const plainly: BatchData & typeof data = { ...data, augmenter: undefined };
  const { signal } = new AbortController();
  const now = (): number => performance.now();
  const held = { ...setup, learningRate: heldAtItsEnd(setup) };
  const trainer = new ReferenceTrainer(device, held, plainly, now);
  try {
    trainer.restore(checkpoint);
    const part = data.parts.validation.length > 0 ? "validation" : "train";
    const asked = data.parts[part].subarray(0, ROWS);
    const answers = await trainer.predict(gather(data, asked, asked.length).inputs, asked.length);
    const gradients = await gradientsOf(device, setup, plainly, checkpoint);
    const losses: number[] = [];
    for await (const { sums } of trainer.run(STEPS, signal)) {
      for (const { loss, examples } of sums) losses.push(loss / examples);
    }
    return {
      part,
      rows: Array.from(asked, (_, at) => at),
      answers: [...answers],
      gradients,
      losses,
      microBatch: setup.chunkSize,
    };
  } finally {
    trainer.dispose();
  }
}

/** A schedule says nothing of steps after the last. */
function heldAtItsEnd({ learningRate, totalSteps }: TrainingSetup): TrainingSetup["learningRate"] {
  return { ...learningRate, at: (step, memory) => learningRate.at(Math.min(step, totalSteps), memory) };
}

async function gradientsOf(
  device: Device,
  setup: TrainingSetup,
  data: BatchData & Pick<PreparedData, "parts">,
  checkpoint: Checkpoint,
): Promise<Parity["gradients"]> {
  const generation = generationFrom(checkpoint, setup);
  const weights = new WeightTensors();
  try {
    const passes = new GradientPass(device, setup, data, { weights, now: () => performance.now() });
    const { rows } = new BatchOrder(data.parts.train, setup).after(checkpoint.step);
    const pass = await passes.over(
      generation,
      rows,
      Math.min(setup.chunkSize, rows.length),
      new AbortController().signal,
    );
    if (pass === null) throw new Error("Nobody gave it up");
    const read = await Promise.all(pass.gradients.map((gradient) => download(gradient)));
    disposePass(pass, generation.state);
    return Object.fromEntries(setup.units.map(({ path }, at) => [`parameter/${path}`, told(read[at]!)] as const));
  } finally {
    weights.dispose();
    release(generation, []);
  }
}

function told(values: Float32Array): Parity["gradients"][string] {
  const count = Math.min(VALUES, values.length);
  const places = Array.from({ length: count }, (_, at) => Math.floor((at * values.length) / count));
  return { norm: Math.hypot(...chunked(values)), places, values: places.map((place) => values[place]!) };
}

/** Lengths of stretches, since a function takes only so many arguments. */
function chunked(values: Float32Array): readonly number[] {
  const lengths: number[] = [];
  for (let from = 0; from < values.length; from += 1024)
    lengths.push(Math.hypot(...values.subarray(from, from + 1024)));
  return lengths.length > 1024 ? chunked(Float32Array.from(lengths)) : lengths;
}

/** The layers without what draws random numbers, which others draw otherwise. */
export function silentLayers(layers: readonly LayerSelection[]): readonly LayerSelection[] {
  const quiet = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(quiet);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [
        name,
        NOISE.has(name) && typeof each === "number" ? 0 : quiet(each),
      ]),
    );
  };
  // The same layers with other numbers.
  return layers.map((layer) => quiet(layer) as LayerSelection);
}

const NOISE = new Set(["rate", "dropout", "recurrentDropout", "stddev"]);
