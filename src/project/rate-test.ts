/** What a learning-rate range test found. */
import type { Text } from "../language/text.ts";

export interface RatePoint {
  readonly rate: number;
  /** Of the batch that this rate was tried on, before it was. */
  readonly loss: number;
  /** The running mean of the losses so far. */
  readonly smoothed: number;
}

export interface RateTest {
  /** One a step, the rate rising; they end where the loss has blown up. */
  readonly points: readonly RatePoint[];
  /** Where the smoothed loss fell most steeply; null when it never fell. */
  readonly suggestion: number | null;
  /** The suggestion in a sentence, or why there is none. */
  readonly text: Text;
}
