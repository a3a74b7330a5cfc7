/** Student's t, plain and noncentral: what tests and intervals of paired figures are computed by. */

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

/**
 * Of the noncentral t: of (Z + shift) / sqrt(chi^2 / freedom). R. Lenth's sum (AS 243, 1989), taken where its Poisson weights are not
 * negligible; the incomplete betas follow from the first two by DLMF 8.17.20.
 */
export function noncentralCdf(t: number, freedom: number, shift: number): number {
  if (t < 0) return 1 - noncentralCdf(-t, freedom, -shift);
  const x = (t * t) / (freedom + t * t);
  const b = freedom / 2;
  const half = (shift * shift) / 2;
  const reach = 40 + 8 * Math.sqrt(half);
  const first = Math.max(0, Math.floor(half - reach));
  const weightAt = (j: number): number =>
    half === 0 ? Number(j === 0) : Math.exp(-half + j * Math.log(half) - logGamma(j + 1));
  const betas = [betaFrom(x, first + 0.5, b), betaFrom(x, first + 1, b)] as const;
  let sum = 0;
  for (let j = first; j <= half + reach; j++) {
    const even = weightAt(j);
    // Its counterpart at half-integers, with the shift's sign.
    const odd = shift === 0 ? 0 : Math.sign(shift) * weightAt(j + 0.5);
    sum += even * betas[0]() + odd * (betas[1]() - 1);
  }
  return Math.min(1, Math.max(0, (1 + sum) / 2));
}

/** I_x(a, b), I_x(a + 1, b), ... call by call: each lies below the one before by x^a (1 - x)^b / (a B(a, b)). */
function betaFrom(x: number, from: number, b: number): () => number {
  let [a, value] = [from, incompleteBeta(x, from, b)];
  return () => {
    const told = value;
    const step = Math.exp(a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a + 1) - logGamma(b));
    value = Math.max(0, value - step);
    a++;
    return told;
  };
}

/** I_x(a, b), regularized: the continued fraction of DLMF 8.17.22, where it converges fast, else that of 1 - x. */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(a * Math.log(x) + b * Math.log(1 - x) + logGamma(a + b) - logGamma(a) - logGamma(b)) / a;
  let value = 1;
  // It takes more of its terms where a and b are large.
  for (let m = 60 + Math.ceil(5 * Math.sqrt(a + b)); m >= 1; m--) {
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
