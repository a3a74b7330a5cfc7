/** Which rows a step learns from, and their values side by side. */
import type { PreparedData } from "../data/prepare-data.ts";
import { RandomStream, permutation } from "../../tensor/random.ts";
import { STREAM_SHUFFLE } from "../random-streams.ts";
import { sizeOf } from "../../catalog/layers/layer.ts";
import type { Course } from "../../project/course.ts";

/** The order of examples follows from seed and step alone, so the step number is the whole data cursor. */
export class BatchOrder {
  readonly #rows: Int32Array;
  readonly #course: Course;
  readonly #seed: number;
  readonly #isShuffled: boolean;
  #epoch = -1;
  #order: Int32Array;

  constructor(rows: Int32Array, at: { readonly course: Course; readonly seed: number; readonly isShuffled: boolean }) {
    this.#rows = rows;
    this.#course = at.course;
    this.#seed = at.seed;
    this.#isShuffled = at.isShuffled;
    this.#order = rows;
  }

  /**
   * Rows of the step after `done` steps; the last batch of an epoch may be smaller. `whole` is what a whole batch of
   * that epoch has.
   */
  after(done: number): { readonly rows: Int32Array; readonly whole: number } {
    const { epoch, from, count, batchSize } = this.#course.after(done);
    if (this.#isShuffled && epoch !== this.#epoch) {
      const random = new RandomStream(this.#seed, STREAM_SHUFFLE, epoch);
      const order = permutation(this.#rows.length, random);
      for (let at = 0; at < order.length; at++) order[at] = this.#rows[order[at]!]!;
      this.#order = order;
      this.#epoch = epoch;
    }
    return { rows: this.#order.subarray(from, from + count), whole: batchSize };
  }
}

/** Growing batches come in powers of two, filled up with weightless rows, so that the device sees few shapes. */
export function chunkSizeFor(batchSize: number, limit: number): number {
  return Math.min(limit, 2 ** Math.ceil(Math.log2(batchSize)));
}

export interface Batch {
  /** [size, ...example] row-major. */
  readonly inputs: Float32Array;
  /** int32 [size] classes, or float32 [size, 1] numbers. */
  readonly targets: Int32Array | Float32Array;
  readonly size: number;
  /** The rest are copies of the first row, which weigh nothing. */
  readonly count: number;
  /** [size]: what each example's loss is multiplied with; null: 1. */
  readonly weights: Float32Array | null;
  /** Answers that count as well, of the examples that have been mixed in; what they weigh, the others weigh less. */
  readonly mixed: { readonly targets: Int32Array | Float32Array; readonly weights: Float32Array } | null;
}

export type BatchData = Pick<PreparedData, "examples" | "targets" | "classWeights" | "augmenter">;

/** `size` examples: those of `rows` and, where they are fewer, copies of the first, so that shapes never change. */
export function gather(
  { examples, targets }: Pick<BatchData, "examples" | "targets">,
  rows: Int32Array,
  size: number,
): Batch {
  const width = sizeOf(examples.shape);
  const inputs = new Float32Array(size * width);
  const chosen = noTargets(targets, size);
  for (let at = 0; at < size; at++) {
    const row = rows[at < rows.length ? at : 0]!;
    examples.write(row, inputs, at * width);
    chosen[at] = targets[row]!;
  }
  return { inputs, targets: chosen, size, count: Math.min(size, rows.length), weights: null, mixed: null };
}

/**
 * Part of a step to learn from: `size` examples of the step's `rows` from `from` on, as `gather` lays them, weighed by
 * their class and changed by the data's augmentation as `seed` and `step` decide.
 */
export function gatherToLearn(
  data: BatchData,
  rows: Int32Array,
  at: { readonly from: number; readonly size: number; readonly seed: number; readonly step: number },
): Batch {
  const { from, size } = at;
  const { classWeights, augmenter } = data;
  const part = rows.subarray(from, from + size);
  if (augmenter === undefined) {
    const batch = gather(data, part, size);
    return classWeights === undefined ? batch : { ...batch, weights: weightsOf(data, part, size) };
  }
  const width = sizeOf(data.examples.shape);
  const batch = gather(data, part.subarray(0, 1), size);
  const weights = weightsOf(data, part, size);
  const mixed = { targets: noTargets(data.targets, size), weights: new Float32Array(size) };
  let isMixed = false;
  const write = (place: number, out: Float32Array, to: number): void => {
    const draw = { seed: at.seed, step: at.step, place };
    data.examples.write(rows[place]!, out, to, (picture) => {
      augmenter.change(picture, draw);
    });
  };
  const other = new Float32Array(width);
  part.forEach((row, index) => {
    const place = from + index;
    write(place, batch.inputs, index * width);
    batch.targets[index] = data.targets[row]!;
    const partner = augmenter.partner({ seed: at.seed, step: at.step, place }, rows.length);
    if (partner === null) return;
    isMixed = true;
    write(partner.place, other, 0);
    const { share } = partner;
    for (let pixel = 0; pixel < width; pixel++) {
      const own = index * width + pixel;
      batch.inputs[own] = (1 - share) * batch.inputs[own]! + share * other[pixel]!;
    }
    const otherRow = rows[partner.place]!;
    mixed.targets[index] = data.targets[otherRow]!;
    mixed.weights[index] = share * weightOf(data, otherRow);
    weights[index]! *= 1 - share;
  });
  const count = part.length;
  return {
    ...batch,
    count,
    weights: isMixed || classWeights !== undefined ? weights : null,
    mixed: isMixed ? mixed : null,
  };
}

function noTargets(like: Int32Array | Float32Array, size: number): Int32Array | Float32Array {
  return like instanceof Int32Array ? new Int32Array(size) : new Float32Array(size);
}

function weightsOf(data: BatchData, rows: Int32Array, size: number): Float32Array {
  const weights = new Float32Array(size);
  rows.forEach((row, at) => {
    weights[at] = weightOf(data, row);
  });
  return weights;
}

function weightOf({ classWeights, targets }: BatchData, row: number): number {
  return classWeights === undefined ? 1 : classWeights[targets[row]!]!;
}
