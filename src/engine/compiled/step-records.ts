/** What a step's record says: which rows, how many of them count, the optimizer's numbers, the keys of random draws. */
import { RandomStream } from "../../tensor/random.ts";
import { streamOfPart } from "../random-streams.ts";
import type { TrainingSetup } from "../reference/training-setup.ts";
import type { Layout } from "./layout.ts";
import type { Program, StepRecord } from "./program.ts";
import { COUNT, FIRST, LAST, SHARE } from "./record-training.ts";

/** One part of a step: which of its rows these are. */
export interface StepPart {
  readonly rows: Int32Array;
  /** Where the part begins in the step. */
  readonly from: number;
  /** Which of the step's parts this is, from 0. */
  readonly part: number;
  /** Rows of the whole step. */
  readonly total: number;
}

/** `rows` in parts of at most `size`. */
export function partsOf(rows: Int32Array, size: number): readonly StepPart[] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, part) => {
    const from = part * size;
    return { rows: rows.subarray(from, from + size), from, part, total: rows.length };
  });
}

/**
 * The record of a part of training step `step` (from 1), of at most as many rows as the program's batch; `index`: which of
 * the records that are enqueued together it is.
 */
export function trainingRecord(
  program: Program,
  setup: Pick<TrainingSetup, "optimizer" | "seed">,
  layout: Layout,
  at: StepPart & { readonly step: number; readonly learningRate: number; readonly index: number },
): StepRecord {
  const numbers = countNumbers(at.rows.length, at.total);
  numbers.set(FIRST, at.part === 0 ? 1 : 0);
  numbers.set(LAST, at.from + at.rows.length === at.total ? 1 : 0);
  for (const rate of new Set(layout.groups.map((group) => group.rate))) {
    const hyper = setup.optimizer.hyper({ step: at.step, learningRate: rate * at.learningRate });
    for (const [name, value] of Object.entries(hyper)) numbers.set(`${rate}/${name}`, value);
  }
  const keyOf = (stream: number) => new RandomStream(setup.seed, streamOfPart(stream, at.part), at.step).key;
  return recordFrom(program, numbers, at, keyOf);
}

/** The record of a look at `rows` without learning. */
export function restingRecord(program: Program, rows: Int32Array, index = 0): StepRecord {
  return recordFrom(program, countNumbers(rows.length), { rows, index }, () => [0, 0]);
}

function countNumbers(count: number, total = count): Map<string, number> {
  return new Map([
    [COUNT, count],
    [SHARE, 1 / total],
  ]);
}

function recordFrom(
  program: Program,
  numbers: ReadonlyMap<string, number>,
  { rows, index }: { readonly rows: Int32Array; readonly index: number },
  keyOf: (stream: number) => readonly [number, number],
): StepRecord {
  if (rows.length > program.batch) throw new Error("More rows than the program's batch has places");
  return {
    numbers: program.numbers.map((name) => numbers.get(name)!),
    keys: program.streams.map(keyOf),
    // What fills a batch up weighs nothing.
    rows: Int32Array.from({ length: program.batch }, (_, at) => rows[at < rows.length ? at : 0]!),
    ...(program.isGiven
      ? { given: Int32Array.from({ length: program.batch }, (_, at) => index * program.batch + at) }
      : {}),
  };
}
