/**
 * Tells a run that has blown up, though its loss is still a number, from one that is only noisy; and keeps the weights
 * of when it was last well.
 */
import { sizeOf } from "../../catalog/layers/layer.ts";
import type { Checkpoint } from "../../project/records.ts";
import type { PreparedData } from "../data/prepare-data.ts";
import { lossTooHigh } from "../reference/diverged.ts";
import type { Trainer } from "../trainer.ts";

/**
 * A mean loss this many times that of not learning at all is no noise. Measured over all optimizers on four data sets,
 * at their own learning rates and at ten times those: whatever learnt anything stayed below 10, and what went above 100
 * had no better than a constant answer in the end, if it stayed finite.
 */
const BLOWN_UP = 100;
/** A model is of use when its loss is below this share of a constant answer's, and of what it began with. */
const LEARNT = 0.95;
/** Keeping weights may take this share of the time. */
const SHARE = 0.05;

/** What a checkpoint remembers of it. */
export interface SoundnessMemory {
  /** Loss of the first step, which is that of a network that has not learnt; null before it. */
  readonly first: number | null;
  /** Whether the run was well when it was last measured. */
  readonly isWell: boolean;
}

export class Soundness {
  /** What a constant answer costs, about. */
  readonly #chance: number;
  #first: number | null = null;
  #lastGood: Checkpoint | null = null;
  #isWell = false;
  #nextAt = -Infinity;

  constructor(chance: number) {
    this.#chance = chance;
  }

  /** Goes on with a run from its checkpoint. */
  restore(memory: SoundnessMemory, checkpoint: Checkpoint): void {
    this.#first = memory.first;
    this.#isWell = memory.isWell;
    this.#lastGood = memory.isWell && checkpoint.step > 0 ? checkpoint : null;
  }

  get memory(): SoundnessMemory {
    return { first: this.#first, isWell: this.#isWell };
  }

  /** The newest weights that were of use; null when none have. */
  get lastGood(): Checkpoint | null {
    return this.#lastGood;
  }

  /** The mean loss of the earliest step that has just been read back. */
  reported(loss: number): void {
    this.#first ??= loss;
  }

  /** Throws a `StudioError` with code "diverged" when a mean `loss` measured at `step` is one of a run blown up. */
  check(step: number, loss: number): void {
    const reference = this.#reference;
    // Not a number is not below it either.
    if (!(loss <= BLOWN_UP * reference)) throw lossTooHigh(step, loss, reference);
  }

  /** The model has just measured `loss`, at most: keeps its weights if they are good ones. */
  async keep(loss: number, trainer: Trainer, now: () => number): Promise<void> {
    this.#isWell = loss < LEARNT * Math.min(this.#chance, this.#first ?? Infinity);
    const began = now();
    if (!this.#isWell || began < this.#nextAt) return;
    this.#lastGood = await trainer.snapshot();
    this.#nextAt = now() + (now() - began) / SHARE;
  }

  get #reference(): number {
    return Math.max(this.#chance, this.#first ?? 0);
  }
}

/**
 * The usual loss of the best constant answer: the entropy of even classes or tokens, or the variance of numbers as they
 * are taught, in the unit that the loss is told in.
 */
export function chanceLoss(
  {
    target,
    targets,
    examples,
    parts: { train: rows },
  }: Pick<PreparedData, "target" | "targets" | "examples" | "parts">,
  unit: number,
): number {
  if (target.task === "classification") return Math.log(target.classes.length);
  if (target.task === "generation") return Math.log(target.tokens.length);
  if (target.task === "reconstruction") return unit * inputVariance(examples, rows);
  const mean = rows.reduce((sum, row) => sum + targets[row]!, 0) / rows.length;
  return (unit * rows.reduce((sum, row) => sum + (targets[row]! - mean) ** 2, 0)) / rows.length;
}

/** Rows enough to know it by. */
const MOST_ROWS = 1000;

/** Of each of the input's numbers over the rows, averaged. */
function inputVariance(examples: PreparedData["examples"], rows: Int32Array): number {
  const width = sizeOf(examples.shape);
  const [row, sums, squares] = [new Float32Array(width), new Float64Array(width), new Float64Array(width)];
  const seen = rows.subarray(0, MOST_ROWS);
  for (const each of seen) {
    examples.write(each, row, 0);
    row.forEach((value, at) => {
      sums[at]! += value;
      squares[at]! += value * value;
    });
  }
  const count = seen.length;
  return squares.reduce((total, square, at) => total + square / count - (sums[at]! / count) ** 2, 0) / width;
}
