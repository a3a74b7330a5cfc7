/** The elementwise functions of a graph on single numbers: to fold constants, and to interpret. */
import type { BinaryFunction, UnaryFunction } from "./graph.ts";

export function applyUnary(apply: UnaryFunction, x: number): number {
  switch (apply) {
    case "negate":
      return -x;
    case "abs":
      return Math.abs(x);
    case "exp":
      return Math.exp(x);
    case "log":
      return Math.log(x);
    case "sqrt":
      return Math.sqrt(x);
    case "square":
      return x * x;
    case "sign":
      return Math.sign(x);
    case "relu":
      return Math.max(0, x);
    case "sigmoid":
      return 1 / (1 + Math.exp(-x));
    case "tanh":
      return Math.tanh(x);
    case "softplus":
      return Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)));
    case "erf":
      return erf(x);
    case "cosine":
      return Math.cos(x);
    case "truncate":
      return Math.trunc(x);
  }
}

/** A comparison gives 1 or 0. */
export function applyBinary(apply: BinaryFunction, a: number, b: number): number {
  switch (apply) {
    case "add":
      return a + b;
    case "subtract":
      return a - b;
    case "multiply":
      return a * b;
    case "divide":
      return a / b;
    case "maximum":
      return Math.max(a, b);
    case "minimum":
      return Math.min(a, b);
    case "equal":
      return a === b ? 1 : 0;
    case "greater":
      return a > b ? 1 : 0;
    case "greaterEqual":
      return a >= b ? 1 : 0;
  }
}

/** The error function by its series, which has settled to double precision within its terms up to 6; 1 beyond. */
function erf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-18; n++) {
    term *= -(x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}
