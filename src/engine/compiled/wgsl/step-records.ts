/** A step's records as words of a buffer: where each part stands, and writing them. */
import type { Program, StepRecord } from "../program.ts";

/** Positions within one member's record, in words. */
export interface RecordShape {
  /** Which of the ring's reports the step writes. */
  readonly slot: 0;
  /** Of a dispatch's first record: how many steps the dispatch does. */
  readonly count: 1;
  readonly rows: number;
  /** Where examples are looked for: the rows, or places among those that come with the steps. */
  readonly examples: number;
  readonly numbers: number;
  readonly keys: number;
  readonly words: number;
}

/** Dynamic offsets of a binding are multiples of 256 bytes. */
const ALIGNMENT_WORDS = 64;

export function recordShape({ batch, numbers, streams, isGiven }: Program): RecordShape {
  const rows = 2;
  const examples = isGiven ? rows + batch : rows;
  const after = examples + batch;
  const keys = after + numbers.length;
  return { slot: 0, count: 1, rows, examples, numbers: after, keys, words: keys + 2 * streams.length };
}

/** Words from one step's records to the next step's. */
export function stepStride({ words }: RecordShape, population: number): number {
  return Math.ceil((words * population) / ALIGNMENT_WORDS) * ALIGNMENT_WORDS;
}

/** The records of steps in turn, the first of which writes report `slot`; `dispatch` is how many steps a dispatch does. */
export function encodeSteps(
  shape: RecordShape,
  population: number,
  steps: readonly (readonly StepRecord[])[],
  at: { readonly slot: number; readonly dispatch: number },
): Uint32Array<ArrayBuffer> {
  const stride = stepStride(shape, population);
  const words = new Uint32Array(steps.length * stride);
  const floats = new Float32Array(words.buffer);
  for (const [step, members] of steps.entries()) {
    const count = Math.min(at.dispatch, steps.length - step);
    for (const [member, { rows, given, numbers, keys }] of members.entries()) {
      const from = step * stride + member * shape.words;
      words[from + shape.slot] = at.slot + step;
      words[from + shape.count] = count;
      words.set(rows, from + shape.rows);
      if (given !== undefined) words.set(given, from + shape.examples);
      floats.set(numbers, from + shape.numbers);
      keys.forEach((key, index) => words.set(key, from + shape.keys + 2 * index));
    }
  }
  return words;
}
