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
  into: ArrayBuffer,
  address: number,
): void {
  const records = steps.flat();
  const whole = new Int32Array(into, address, records.length * words);
  const floats = new Float32Array(into, address, records.length * words);
  for (const [at, record] of records.entries()) {
    const from = at * words;
    whole.set(record.rows, from + rows);
    floats.set(record.numbers, from + numbers);
    for (const [stream, key] of record.keys.entries()) whole.set(key, from + keys + 2 * stream);
  }
}
