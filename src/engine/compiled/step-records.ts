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
  const total = rows.length;
  if (total <= size) return [{ rows, from: 0, part: 0, total }];
  return Array.from({ length: Math.ceil(total / size) }, (_, part) => {
    const from = part * size;
    return { rows: rows.subarray(from, from + size), from, part, total };
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
  const isLast = at.from + at.rows.length === at.total;
  const counts: Readonly<Record<string, number>> = {
    ...countsOf(at.rows.length, at.total),
    [FIRST]: at.part === 0 ? 1 : 0,
    [LAST]: isLast ? 1 : 0,
  };
  const hyper = new Map<number, Readonly<Record<string, number>>>();
  for (const { rate } of layout.groups) {
    if (hyper.has(rate)) continue;
    hyper.set(rate, setup.optimizer.hyper({ step: at.step, learningRate: rate * at.learningRate }));
  }
  const numbers = sourcesOf(program).map(({ rate, name }) => (rate === null ? counts : hyper.get(rate)!)[name]!);
  const keyOf = (stream: number) => new RandomStream(setup.seed, streamOfPart(stream, at.part), at.step).key;
  return recordFrom(program, numbers, at, keyOf);
}

/** The record of a look at `rows` without learning. */
export function restingRecord(program: Program, rows: Int32Array, index = 0): StepRecord {
  const counts = countsOf(rows.length);
  const numbers = program.numbers.map((name) => counts[name]!);
  return recordFrom(program, numbers, { rows, index }, () => [0, 0]);
}

function countsOf(count: number, total = count): Readonly<Record<string, number>> {
  return { [COUNT]: count, [SHARE]: 1 / total };
}

/** What one of a program's numbers is called among those of the optimizer at this rate, or of the step's own (null). */
interface NumberSource {
  readonly rate: number | null;
  readonly name: string;
}

/** Names are taken apart once: a small network takes a hundred thousand steps a second. */
const sources = new WeakMap<Program, readonly NumberSource[]>();

function sourcesOf(program: Program): readonly NumberSource[] {
  const known = sources.get(program);
  if (known !== undefined) return known;
  const made = program.numbers.map((number): NumberSource => {
    const at = number.indexOf("/");
    return at < 0 ? { rate: null, name: number } : { rate: Number(number.slice(0, at)), name: number.slice(at + 1) };
  });
  sources.set(program, made);
  return made;
}

function recordFrom(
  program: Program,
  numbers: readonly number[],
  { rows, index }: { readonly rows: Int32Array; readonly index: number },
  keyOf: (stream: number) => readonly [number, number],
): StepRecord {
  const { batch, streams, isGiven } = program;
  if (rows.length > batch) throw new Error("More rows than the program's batch has places");
  return {
    numbers,
    keys: streams.map(keyOf),
    rows: filledUp(rows, batch),
    ...(isGiven ? { given: Int32Array.from({ length: batch }, (_, at) => index * batch + at) } : {}),
  };
}

/** What fills a batch up weighs nothing. */
function filledUp(rows: Int32Array, batch: number): Int32Array {
  if (rows.length === batch) return rows;
  const all = new Int32Array(batch).fill(rows[0]!);
  all.set(rows);
  return all;
}
