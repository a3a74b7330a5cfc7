/**
 * What runs programs: variables, the data set and a queue. Which steps are taken, and what their reports mean, is the
 * trainer's business. A population is so many networks that take their steps together, each with variables of its own.
 */
import type { Problem } from "../../language/studio-error.ts";
import type { Program, StepRecord } from "./program.ts";

/** By the variable's name. */
export type VariableValues = ReadonlyMap<string, Float32Array>;

export interface Machine {
  readonly population: number;
  /** Makes a program ready to run. */
  prepare(program: Program): Promise<Runnable>;
  /** After everything that has been enqueued; of one member of the population. */
  read(member: number): Promise<VariableValues>;
  write(member: number, values: VariableValues): void;
  /** Set once nothing computed since can be trusted. */
  failure(): Problem | null;
  readonly memoryBytes: number;
  dispose(): void;
}

export interface Runnable {
  /** The most steps that may be enqueued before their reports are read. */
  readonly capacity: number;
  /**
   * Steps in turn, each with one record a member. `given`: the examples of all of these steps, one step after another, in
   * place of the data set's, for a program that takes them.
   */
  enqueue(steps: readonly (readonly StepRecord[])[], given?: Float32Array): void;
  /** Resolves when all that was enqueued is done. */
  done(): Promise<void>;
  /** What each step since the last call has reported: per step, per member. */
  reports(): Promise<readonly (readonly Float32Array[])[]>;
}
