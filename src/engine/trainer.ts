/** What every trainer offers; `reference/` is the one on TensorFlow.js, the oracle for any faster one. */
import type { Checkpoint } from "../project/records.ts";

/**
 * "loss" and each metric by its id, read as values in the target's own unit: where a number target is taught
 * standardized, a mean squared error is multiplied by the square of its deviation. A metric that is not defined on the
 * examples is left out.
 */
export type Measures = Readonly<Record<string, number>>;

/** Sums over the examples of one step, or of several added up; a trainer's `measures` reads them. */
export interface Sums {
  readonly examples: number;
  /** As the network is taught. */
  readonly loss: number;
  /** The terms of every metric, in the trainer's own order. */
  readonly terms: readonly number[];
}

/** Steps that have been read back. */
export interface StepReport {
  /** Steps done since the run began, the last of these included. */
  readonly step: number;
  /** One entry a step, in turn. */
  readonly sums: readonly Sums[];
  /** Length of each step's gradient before it is clipped; empty unless the project stops by it. */
  readonly gradientNorms: readonly number[];
}

export type Part = "train" | "validation" | "test";

/** A part of the data as the model measures on it. */
export interface Evaluation {
  readonly measures: Measures;
  /** How many of the part's examples they are over; fewer than all where the evaluation was cut short. */
  readonly rows: number;
  readonly isWhole: boolean;
}

export interface Trainer {
  /**
   * Does `steps` steps; reports arrive in batches, read back without stalling the device. Ends early on abort. Throws
   * a `StudioError` with code "diverged" when a loss is no longer finite; then `restore` is the only way on.
   */
  run(steps: number, signal: AbortSignal): AsyncGenerator<StepReport, void, void>;
  /** Of a step, from 1, by what the schedule knows now. */
  learningRate(step: number): number;
  /** The model has been evaluated with this loss: for schedules that go by it. */
  observe(loss: number): void;
  /** Means over all examples of `sums`; a metric that takes whole answers has none. */
  measures(sums: Sums): Measures;
  /** Null when the part is empty. `isOver` is asked after each chunk, and ends it with what has been seen. */
  evaluate(part: Part, isOver?: () => boolean): Promise<Evaluation | null>;
  /** Model outputs as they answer: probabilities for classes, numbers in their own unit; [rows, outputs] row-major. */
  predict(inputs: Float32Array, rows: number): Promise<Float32Array>;
  /** Throws a `StudioError` with code "diverged" when the weights are out of bounds. */
  snapshot(): Promise<Checkpoint>;
  /** Continues exactly from here. Throws when the checkpoint belongs to another program. */
  restore(checkpoint: Checkpoint): void;
  /** Bytes of tensors held on the device. */
  readonly memoryBytes: number;
  dispose(): void;
}

/** The sums of two disjoint sets of examples. */
export function addSums(first: Sums | null, second: Sums): Sums {
  if (first === null) return second;
  return {
    examples: first.examples + second.examples,
    loss: first.loss + second.loss,
    terms: first.terms.map((term, index) => term + second.terms[index]!),
  };
}
