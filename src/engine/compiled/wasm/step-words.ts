/** A step's record as words of memory. */
import type { Program, StepRecord } from "../program.ts";

/** Positions within one network's record of one step. */
export interface RecordWords {
  readonly rows: number;
  readonly numbers: number;
  readonly keys: number;
  readonly words: number;
}

export function recordWords({ batch, numbers, streams }: Program): RecordWords {
  const keys = batch + numbers.length;
  return { rows: 0, numbers: batch, keys, words: keys + 2 * streams.length };
}

/** Writes records end to end, per step and per network. */
export function writeRecords(
  { rows, numbers, keys, words }: RecordWords,
  steps: readonly (readonly StepRecord[])[],
  into: ArrayBufferLike,
  address: number,
): void {
  const count = steps.length * (steps[0]?.length ?? 0);
  const whole = new Int32Array(into, address, count * words);
  const floats = new Float32Array(into, address, count * words);
  let from = 0;
  for (const networks of steps) {
    for (const record of networks) {
      whole.set(record.rows, from + rows);
      record.numbers.forEach((number, at) => {
        floats[from + numbers + at] = number;
      });
      record.keys.forEach((key, stream) => whole.set(key, from + keys + 2 * stream));
      from += words;
    }
  }
}
