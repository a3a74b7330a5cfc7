/** The steps that come next, as records: their rows, their parts, and their examples where these do not lie on the device. */
import { type BatchData, BatchOrder, chunkSizeFor, gather, gatherToLearn } from "../reference/batches.ts";
import type { PreparedData } from "../data/prepare-data.ts";
import type { TrainingSetup } from "../reference/training-setup.ts";
import type { Layout } from "./layout.ts";
import type { Program, StepRecord } from "./program.ts";
import { partsOf, restingRecord, trainingRecord } from "./step-records.ts";
import { joined } from "../../tensor/join-arrays.ts";

export interface NextSteps {
  /** Of all steps' parts, in turn; of each member. */
  readonly records: readonly (readonly StepRecord[])[];
  /** How many parts each step has. */
  readonly parts: readonly number[];
  /** The members' common examples: who takes these has the same rows in each step. */
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

/** Of members that walk through the examples by one course, each in the order of its own seed. */
export class StepSource {
  readonly #setups: readonly TrainingSetup[];
  readonly #layout: Layout;
  readonly #data: BatchData;
  readonly #orders: readonly BatchOrder[];

  constructor(setups: readonly TrainingSetup[], layout: Layout, data: BatchData & Pick<PreparedData, "parts">) {
    this.#setups = setups;
    this.#layout = layout;
    this.#data = data;
    this.#orders = setups.map((setup) => new BatchOrder(data.parts.train, setup));
  }

  /** Steps after `done` that `program` takes: at most `steps`, and at least one, in `room` records if they fit. */
  next(
    program: Program,
    done: number,
    at: {
      readonly steps: number;
      readonly room: number;
      readonly learningRate: (step: number, member: number) => number;
    },
  ): NextSteps {
    const setup = this.#setups[0]!;
    const records: (readonly StepRecord[])[] = [];
    const parts: number[] = [];
    const inputs: Float32Array[] = [];
    let step = done;
    do {
      const rows = this.#orders.map((order) => order.after(step).rows);
      step++;
      const rates = this.#setups.map((_, member) => at.learningRate(step, member));
      const divided = rows.map((each) => partsOf(each, program.batch));
      for (const [part, { from }] of divided[0]!.entries()) {
        const index = records.length;
        records.push(
          divided.map((own, member) => {
            const record = { ...own[part]!, step, learningRate: rates[member]!, index };
            return trainingRecord(program, this.#setups[member]!, this.#layout, record);
          }),
        );
        if (!program.isGiven) continue;
        const { seed } = setup;
        inputs.push(gatherToLearn(this.#data, rows[0]!, { from, size: program.batch, seed, step }).inputs);
      }
      parts.push(divided[0]!.length);
    } while (
      parts.length < at.steps &&
      batchAfter(setup, step) === program.batch &&
      records.length + partsAfter(setup, step) <= at.room
    );
    return { records, parts, given: program.isGiven ? joined(Float32Array, inputs) : undefined };
  }

  /** Looks at rows without learning, the same for all. */
  looks(program: Program, chunks: readonly Int32Array[]): Omit<NextSteps, "parts"> {
    const records = chunks.map((chunk, index) => {
      const record = restingRecord(program, chunk, index);
      return this.#setups.map(() => record);
    });
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
