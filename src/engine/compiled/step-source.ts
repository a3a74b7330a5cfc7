/** The steps that come next, as records: their rows, their parts, and their examples where these do not lie on the device. */
import { type BatchData, type BatchOrder, chunkSizeFor, gather, gatherToLearn } from "../reference/batches.ts";
import type { TrainingSetup } from "../reference/training-setup.ts";
import type { Layout } from "./layout.ts";
import type { Program, StepRecord } from "./program.ts";
import { partsOf, restingRecord, trainingRecord } from "./step-records.ts";
import { joined } from "../../tensor/join-arrays.ts";

export interface NextSteps {
  /** Of all steps' parts, in turn. */
  readonly records: readonly StepRecord[];
  /** How many parts each step has. */
  readonly parts: readonly number[];
  readonly given: Float32Array | undefined;
}

/** The examples that one record learns from or looks at take at most this many places. */
export function batchAfter(setup: Pick<TrainingSetup, "course" | "memoryChunkSize">, done: number): number {
  return chunkSizeFor(setup.course.after(done).batchSize, setup.memoryChunkSize);
}

/** In how many parts the step after `done` steps is done. */
export function partsAfter(setup: Pick<TrainingSetup, "course" | "memoryChunkSize">, done: number): number {
  return Math.ceil(setup.course.after(done).count / batchAfter(setup, done));
}

/** Whether any step has several. */
export function isInParts(setup: Pick<TrainingSetup, "course" | "memoryChunkSize" | "totalSteps">): boolean {
  const last = setup.totalSteps - 1;
  return batchAfter(setup, last) < setup.course.after(last).batchSize;
}

export class StepSource {
  readonly #setup: TrainingSetup;
  readonly #layout: Layout;
  readonly #data: BatchData;
  readonly #order: BatchOrder;

  constructor(setup: TrainingSetup, layout: Layout, data: BatchData, order: BatchOrder) {
    this.#setup = setup;
    this.#layout = layout;
    this.#data = data;
    this.#order = order;
  }

  /** Steps after `done` that `program` takes: at most `steps`, and at least one, in `room` records if they fit. */
  next(
    program: Program,
    done: number,
    at: { readonly steps: number; readonly room: number; readonly learningRate: (step: number) => number },
  ): NextSteps {
    const setup = this.#setup;
    const records: StepRecord[] = [];
    const parts: number[] = [];
    const inputs: Float32Array[] = [];
    let step = done;
    do {
      const { rows } = this.#order.after(step);
      step++;
      const learningRate = at.learningRate(step);
      const divided = partsOf(rows, program.batch);
      for (const part of divided) {
        const record = { ...part, step, learningRate, index: records.length };
        records.push(trainingRecord(program, setup, this.#layout, record));
        if (!program.isGiven) continue;
        const { seed } = setup;
        inputs.push(gatherToLearn(this.#data, rows, { from: part.from, size: program.batch, seed, step }).inputs);
      }
      parts.push(divided.length);
    } while (
      parts.length < at.steps &&
      batchAfter(setup, step) === program.batch &&
      records.length + partsAfter(setup, step) <= at.room
    );
    return { records, parts, given: program.isGiven ? joined(Float32Array, inputs) : undefined };
  }

  /** Looks at rows without learning. */
  looks(program: Program, chunks: readonly Int32Array[]): Omit<NextSteps, "parts"> {
    const records = chunks.map((chunk, index) => restingRecord(program, chunk, index));
    if (!program.isGiven) return { records, given: undefined };
    return {
      records,
      given: joined(
        Float32Array,
        chunks.map((chunk) => gather(this.#data, chunk, program.batch).inputs),
      ),
    };
  }
}
