/** The elementwise functions of a graph in WGSL. */
import type { BinaryFunction, UnaryFunction } from "../graph.ts";

export function literalText(value: number): string {
  const single = Math.fround(value);
  if (Number.isNaN(single)) return "notANumber()";
  // WGSL has no literal for infinity, and nothing that overflows is allowed to stand in a shader.
  const bounded = Math.min(3.4028234e38, Math.max(-3.4028234e38, single));
  const text = String(bounded);
  return /[.e]/.test(text) ? `${text}f` : `${text}.0f`;
}

export function unaryText(apply: UnaryFunction, x: string): string {
  switch (apply) {
    case "negate":
      return `-${x}`;
    case "abs":
    case "exp":
    case "log":
    case "sqrt":
    case "sign":
      return `${apply}(${x})`;
    case "square":
      return `${x} * ${x}`;
    // Written so that what is not a number stays so.
    case "relu":
      return `select(${x}, 0.0, ${x} < 0.0)`;
    case "sigmoid":
      return `1.0 / (1.0 + exp(-${x}))`;
    // Some devices compute tanh from exp(2 x), which overflows; beyond 9 it is 1 in single precision.
    case "tanh":
      return `tanh(clamp(${x}, -9.0, 9.0))`;
    case "softplus":
      return `max(${x}, 0.0) + log(1.0 + exp(-abs(${x})))`;
    case "erf":
      return `errorFunction(${x})`;
    case "cosine":
      return `cos(${x})`;
    case "truncate":
      return `trunc(${x})`;
  }
}

export function binaryText(apply: BinaryFunction, a: string, b: string): string {
  switch (apply) {
    case "add":
      return `${a} + ${b}`;
    case "subtract":
      return `${a} - ${b}`;
    case "multiply":
      return `${a} * ${b}`;
    case "divide":
      return `${a} / ${b}`;
    case "maximum":
      return `max(${a}, ${b})`;
    case "minimum":
      return `min(${a}, ${b})`;
    case "equal":
      return `select(0.0, 1.0, ${a} == ${b})`;
    case "greater":
      return `select(0.0, 1.0, ${a} > ${b})`;
    case "greaterEqual":
      return `select(0.0, 1.0, ${a} >= ${b})`;
  }
}
