/** What every trainer offers; `reference/` is the one on TensorFlow.js, the oracle for any faster one. */
import type { Checkpoint } from "../project/records.ts";

/** Sums over one part of the data, read as values: "loss" and each metric by its id. */
export type Measures = Readonly<Record<string, number>>;

/** What `steps` training steps came to: weighted means over their examples. */
export interface StepReport {
  /** Steps done since the run began, the last of these included. */
  readonly step: number;
  readonly steps: number;
  readonly examples: number;
  /** The loss of every step in turn. */
  readonly losses: readonly number[];
  /** Metrics over all examples of these steps. */
  readonly metrics: Measures;
}

export type Part = "train" | "validation" | "test";

export interface Trainer {
  /** Does `steps` steps; reports arrive in batches, read back without stalling the device. Ends early on abort. */
  run(steps: number, signal: AbortSignal): AsyncGenerator<StepReport, void, void>;
  /** Null when the part is empty. */
  evaluate(part: Part): Promise<Measures | null>;
  /** Model outputs as they answer: probabilities for classes; [rows, outputs] row-major. */
  predict(inputs: Float32Array, rows: number): Promise<Float32Array>;
  snapshot(): Promise<Checkpoint>;
  /** Continues exactly from here. Throws when the checkpoint belongs to another program. */
  restore(checkpoint: Checkpoint): void;
  readonly memoryBytes: number;
  dispose(): void;
}
