/** Whether two lists of figures, taken in pairs, differ by more than chance: the paired t test and the exact test by signs. */
import { noncentralCdf, studentCdf, studentQuantile } from "./student.ts";

export interface PairedTest {
  /** Pairs. */
  readonly n: number;
  /** Mean of second minus first. */
  readonly difference: number;
  /** In which the true mean lies in 95 of 100 such samples; by Student's t. */
  readonly interval: readonly [number, number];
  /** Two-sided, of Student's t with n - 1 degrees of freedom. */
  readonly p: number;
  /**
   * Two-sided and exact: of all 2^n ways to swap within pairs, the count whose mean differs from 0 by as much or more.
   * Null where they are too many to count.
   */
  readonly swaps: { readonly count: number; readonly of: number } | null;
  /** The mean of the differences in their own standard deviations (Cohen's d_z); infinite where all are the same. */
  readonly effect: number;
  /** In which the true effect lies in 95 of 100 such samples: the noncentral t's that put the sample at their tails. */
  readonly effectInterval: readonly [number, number];
}

/** A million ways are counted in a few milliseconds. */
const MOST_COUNTED = 20;

/** Null for fewer than two pairs. The lists are of one length. */
export function pairedTest(first: readonly number[], second: readonly number[]): PairedTest | null {
  const n = first.length;
  if (n < 2) return null;
  const differences = first.map((value, at) => second[at]! - value);
  const difference = meanOf(differences);
  const deviation = deviationOf(differences);
  const error = deviation / Math.sqrt(n);
  const half = error * studentQuantile(0.975, n - 1);
  const isSame = deviation === 0;
  const effect = isSame ? (difference === 0 ? 0 : Math.sign(difference) * Infinity) : difference / deviation;
  return {
    n,
    difference,
    interval: [difference - half, difference + half],
    p: isSame ? Number(difference === 0) : 2 * (1 - studentCdf(Math.abs(difference) / error, n - 1)),
    swaps: n > MOST_COUNTED ? null : { count: swapsAsLarge(differences), of: 2 ** n },
    effect,
    effectInterval: isSame ? [effect, effect] : effectIntervalOf(difference / error, n),
  };
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Of a sample: divided by n - 1. */
export function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

/** In the order of a Gray code, so that each way differs from the last in one sign. */
function swapsAsLarge(differences: readonly number[]): number {
  const total = differences.reduce((sum, value) => sum + value, 0);
  // Sums in another order differ in their last digits.
  const least = Math.abs(total) - 1e-9 * differences.reduce((sum, value) => sum + Math.abs(value), 0);
  const signs = differences.map(() => 1);
  let sum = total;
  let count = 0;
  for (let way = 0; way < 2 ** differences.length; way++) {
    if (Math.abs(sum) >= least) count++;
    const place = Math.log2((way + 1) & -(way + 1));
    if (place >= differences.length) break;
    sum -= 2 * signs[place]! * differences[place]!;
    signs[place] = -signs[place]!;
  }
  return count;
}

/** Of Cohen's d_z, from t of n pairs (G. Cumming, S. Finch, 2001): noncentralities in units of the mean's error. */
function effectIntervalOf(t: number, n: number): readonly [number, number] {
  const at = (probability: number): number => {
    // The share below t falls as the noncentrality rises.
    const isAbove = (shift: number): boolean => noncentralCdf(t, n - 1, shift) < probability;
    let reach = 4;
    while (isAbove(t - reach) || !isAbove(t + reach)) reach *= 2;
    let [low, high] = [t - reach, t + reach];
    for (let halving = 0; halving < 50; halving++) {
      const middle = (low + high) / 2;
      if (isAbove(middle)) high = middle;
      else low = middle;
    }
    return (low + high) / 2 / Math.sqrt(n);
  };
  return [at(0.975), at(0.025)];
}
