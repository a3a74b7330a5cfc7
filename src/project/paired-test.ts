/** Whether two lists of figures, taken in pairs, differ by more than chance: the paired t test and the exact test by signs. */

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
  return {
    n,
    difference,
    interval: [difference - half, difference + half],
    p: isSame ? Number(difference === 0) : 2 * (1 - studentCdf(Math.abs(difference) / error, n - 1)),
    swaps: n > MOST_COUNTED ? null : { count: swapsAsLarge(differences), of: 2 ** n },
    effect: isSame ? (difference === 0 ? 0 : Math.sign(difference) * Infinity) : difference / deviation,
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

/** Of Student's t: by the incomplete beta function, DLMF 8.17. */
export function studentCdf(t: number, freedom: number): number {
  const tail = incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5) / 2;
  return t >= 0 ? 1 - tail : tail;
}

export function studentQuantile(probability: number, freedom: number): number {
  let [low, high] = [0, 1];
  while (studentCdf(high, freedom) < probability) high *= 2;
  for (let halving = 0; halving < 60; halving++) {
    const middle = (low + high) / 2;
    if (studentCdf(middle, freedom) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** I_x(a, b), regularized: the continued fraction of DLMF 8.17.22, where it converges fast, else that of 1 - x. */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(a * Math.log(x) + b * Math.log(1 - x) + logGamma(a + b) - logGamma(a) - logGamma(b)) / a;
  let value = 1;
  for (let m = 60; m >= 1; m--) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    value = 1 + even / (1 + odd / value);
  }
  const first = (-(a + b) * x) / (a + 1);
  return front / (1 + first / value);
}

/** Stirling's series (DLMF 5.11.1) above 10, where five terms are exact in double; below, by the recurrence. */
function logGamma(x: number): number {
  if (x < 10) return logGamma(x + 1) - Math.log(x);
  const square = 1 / (x * x);
  const series = (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188)))) / x;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
}
