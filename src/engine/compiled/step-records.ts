/** What a step's record says: which rows, how many of them count, the optimizer's numbers, the keys of random draws. */
import { RandomStream } from "../../tensor/random.ts";
import type { TrainingSetup } from "../reference/training-setup.ts";
import type { Layout } from "./layout.ts";
import type { Program, StepRecord } from "./program.ts";
import { COUNT, SHARE } from "./record-training.ts";

/** The record of training step `step` (from 1) over `rows`, at most as many as the program's batch. */
export function trainingRecord(
  program: Program,
  setup: Pick<TrainingSetup, "optimizer" | "seed">,
  layout: Layout,
  at: { readonly step: number; readonly learningRate: number; readonly rows: Int32Array },
): StepRecord {
  const numbers = countNumbers(at.rows.length);
  for (const rate of new Set(layout.groups.map((group) => group.rate))) {
    const hyper = setup.optimizer.hyper({ step: at.step, learningRate: rate * at.learningRate });
    for (const [name, value] of Object.entries(hyper)) numbers.set(`${rate}/${name}`, value);
  }
  return recordFrom(program, numbers, at.rows, (stream) => new RandomStream(setup.seed, stream, at.step).key);
}

/** The record of a look at `rows` without learning. */
export function restingRecord(program: Program, rows: Int32Array): StepRecord {
  return recordFrom(program, countNumbers(rows.length), rows, () => [0, 0]);
}

function countNumbers(count: number): Map<string, number> {
  return new Map([
    [COUNT, count],
    [SHARE, 1 / count],
  ]);
}

function recordFrom(
  program: Program,
  numbers: ReadonlyMap<string, number>,
  rows: Int32Array,
  keyOf: (stream: number) => readonly [number, number],
): StepRecord {
  if (rows.length > program.batch) throw new Error("More rows than the program's batch has places");
  return {
    numbers: program.numbers.map((name) => numbers.get(name)!),
    keys: program.streams.map(keyOf),
    // What fills a batch up weighs nothing.
    rows: Int32Array.from({ length: program.batch }, (_, at) => rows[at < rows.length ? at : 0]!),
  };
}
