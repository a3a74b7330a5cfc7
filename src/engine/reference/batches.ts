/** Which rows a step learns from, and their values side by side. */
import type { EncodedExamples } from "../encode-examples.ts";
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
      this.#order = permutation(this.#rows.length, random).map((index) => this.#rows[index]!);
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
}

/** `size` examples: those of `rows` and, where they are fewer, copies of the first, so that shapes never change. */
export function gather(
  examples: EncodedExamples,
  targets: Int32Array | Float32Array,
  rows: Int32Array,
  size: number,
): Batch {
  const width = sizeOf(examples.shape);
  const inputs = new Float32Array(size * width);
  const chosen = targets instanceof Int32Array ? new Int32Array(size) : new Float32Array(size);
  for (let at = 0; at < size; at++) {
    const row = rows[at < rows.length ? at : 0]!;
    examples.write(row, inputs, at * width);
    chosen[at] = targets[row]!;
  }
  return { inputs, targets: chosen, size, count: Math.min(size, rows.length) };
}
