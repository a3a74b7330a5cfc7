/**
 * Formulas in x and y as values: computed, differentiated and printed, never run as code. Every landscape is one, and so
 * is what a user types; its gradient is exact because it is derived from it by the rules of calculus.
 */

export type Variable = "x" | "y";

export type Expression =
  /** `name`: of a constant, which keeps it. */
  | { readonly kind: "number"; readonly value: number; readonly name?: string }
  | { readonly kind: "variable"; readonly name: Variable }
  | { readonly kind: "negative"; readonly of: Expression }
  | { readonly kind: "sum" | "difference" | "product" | "quotient"; readonly of: readonly [Expression, Expression] }
  | { readonly kind: "power"; readonly base: Expression; readonly exponent: Expression }
  | { readonly kind: "call"; readonly name: FunctionName; readonly of: Expression };

export const number = (value: number): Expression => ({ kind: "number", value });
export const variable = (name: Variable): Expression => ({ kind: "variable", name });

export const constant = (name: string, value: number): Expression => ({ kind: "number", value, name });

/** The number that an expression is, where it is one without a name. */
const plain = (of: Expression): number | undefined =>
  of.kind === "number" && of.name === undefined ? of.value : undefined;

/** What follows leaves out what changes nothing, so that a derivative reads as one would write it. */
export function sum(a: Expression, b: Expression): Expression {
  const [left, right] = [plain(a), plain(b)];
  if (left !== undefined && right !== undefined) return number(left + right);
  if (left === 0) return b;
  if (right === 0) return a;
  return b.kind === "negative" ? difference(a, b.of) : { kind: "sum", of: [a, b] };
}

export function difference(a: Expression, b: Expression): Expression {
  const [left, right] = [plain(a), plain(b)];
  if (left !== undefined && right !== undefined) return number(left - right);
  if (left === 0) return negative(b);
  if (right === 0) return a;
  return b.kind === "negative" ? sum(a, b.of) : { kind: "difference", of: [a, b] };
}

export function product(a: Expression, b: Expression): Expression {
  const [left, right] = [plain(a), plain(b)];
  if (left !== undefined && right !== undefined) return number(left * right);
  if (left === 0 || right === 0) return number(0);
  if (left === 1) return b;
  if (right === 1) return a;
  if (left === -1) return negative(b);
  // Numbers stand in front, as one.
  if (right !== undefined) return product(b, a);
  if (a.kind === "negative") return negative(product(a.of, b));
  if (b.kind === "negative") return negative(product(a, b.of));
  if (b.kind === "product" && plain(b.of[0]) !== undefined) return product(product(b.of[0], a), b.of[1]);
  return { kind: "product", of: [a, b] };
}

export function quotient(a: Expression, b: Expression): Expression {
  if (plain(a) === 0) return number(0);
  if (plain(b) === 1) return a;
  return a.kind === "negative" ? negative(quotient(a.of, b)) : { kind: "quotient", of: [a, b] };
}

export function negative(of: Expression): Expression {
  if (of.kind === "number" && of.name === undefined) return number(-of.value);
  return of.kind === "negative" ? of.of : { kind: "negative", of };
}

export function power(base: Expression, exponent: Expression): Expression {
  if (plain(exponent) === 0) return number(1);
  return plain(exponent) === 1 ? base : { kind: "power", base, exponent };
}

export const call = (name: FunctionName, of: Expression): Expression => ({ kind: "call", name, of });

const square = (of: Expression): Expression => power(of, number(2));

/** Each with its derivative by its argument u; `itself` is the function of u. */
const functions = {
  sin: { compute: Math.sin, slope: (u) => call("cos", u) },
  cos: { compute: Math.cos, slope: (u) => negative(call("sin", u)) },
  tan: { compute: Math.tan, slope: (_u, itself) => sum(number(1), square(itself)) },
  atan: { compute: Math.atan, slope: (u) => quotient(number(1), sum(number(1), square(u))) },
  sinh: { compute: Math.sinh, slope: (u) => call("cosh", u) },
  cosh: { compute: Math.cosh, slope: (u) => call("sinh", u) },
  tanh: { compute: Math.tanh, slope: (_u, itself) => difference(number(1), square(itself)) },
  exp: { compute: Math.exp, slope: (_u, itself) => itself },
  ln: { compute: Math.log, slope: (u) => quotient(number(1), u) },
  sqrt: { compute: Math.sqrt, slope: (_u, itself) => quotient(number(1), product(number(2), itself)) },
  abs: { compute: Math.abs, slope: (u) => call("sign", u) },
  sign: { compute: Math.sign, slope: () => number(0) },
} as const satisfies Record<string, FunctionRule>;

interface FunctionRule {
  readonly compute: (u: number) => number;
  readonly slope: (u: Expression, itself: Expression) => Expression;
}

export type FunctionName =
  "sin" | "cos" | "tan" | "atan" | "sinh" | "cosh" | "tanh" | "exp" | "ln" | "sqrt" | "abs" | "sign";

export const functionNames: readonly string[] = Object.keys(functions);

export function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(functions, name);
}

/** The partial derivative, by the rules of calculus. Of |u| it is the sign, 0 at the kink. */
export function derivative(of: Expression, by: Variable): Expression {
  const inner = (part: Expression): Expression => derivative(part, by);
  switch (of.kind) {
    case "number":
      return number(0);
    case "variable":
      return number(of.name === by ? 1 : 0);
    case "negative":
      return negative(inner(of.of));
    case "sum":
      return sum(inner(of.of[0]), inner(of.of[1]));
    case "difference":
      return difference(inner(of.of[0]), inner(of.of[1]));
    case "product": {
      const [a, b] = of.of;
      return sum(product(inner(a), b), product(a, inner(b)));
    }
    case "quotient": {
      const [a, b] = of.of;
      const [slopeA, slopeB] = [inner(a), inner(b)];
      if (plain(slopeB) === 0) return quotient(slopeA, b);
      return quotient(difference(product(slopeA, b), product(a, slopeB)), square(b));
    }
    case "power":
      return slopeOfPower(of.base, of.exponent, inner);
    case "call":
      return product(functions[of.name].slope(of.of, of), inner(of.of));
  }
}

function slopeOfPower(base: Expression, exponent: Expression, inner: (of: Expression) => Expression): Expression {
  const [slopeOfBase, slopeOfExponent] = [inner(base), inner(exponent)];
  const itself = power(base, exponent);
  if (plain(slopeOfExponent) === 0) {
    return product(product(exponent, power(base, difference(exponent, number(1)))), slopeOfBase);
  }
  if (plain(slopeOfBase) === 0) return product(product(itself, call("ln", base)), slopeOfExponent);
  const share = sum(product(slopeOfExponent, call("ln", base)), product(exponent, quotient(slopeOfBase, base)));
  return product(itself, share);
}

/** Computes the expression at (x, y) in double precision; outside of where it is defined, not a finite number. */
export function computed(of: Expression): (x: number, y: number) => number {
  switch (of.kind) {
    case "number": {
      const { value } = of;
      return () => value;
    }
    case "variable":
      return of.name === "x" ? (x) => x : (_x, y) => y;
    case "negative": {
      const inner = computed(of.of);
      return (x, y) => -inner(x, y);
    }
    case "sum":
    case "difference":
    case "product":
    case "quotient":
      return ofTwo(of.kind, computed(of.of[0]), computed(of.of[1]));
    case "power": {
      const [base, exponent] = [computed(of.base), plain(of.exponent)];
      if (exponent === 2) return (x, y) => base(x, y) ** 2;
      const raised = computed(of.exponent);
      return (x, y) => base(x, y) ** raised(x, y);
    }
    case "call": {
      const [{ compute }, inner] = [functions[of.name], computed(of.of)];
      return (x, y) => compute(inner(x, y));
    }
  }
}

type OfPlace = (x: number, y: number) => number;

function ofTwo(kind: "sum" | "difference" | "product" | "quotient", a: OfPlace, b: OfPlace): OfPlace {
  switch (kind) {
    case "sum":
      return (x, y) => a(x, y) + b(x, y);
    case "difference":
      return (x, y) => a(x, y) - b(x, y);
    case "product":
      return (x, y) => a(x, y) * b(x, y);
    case "quotient":
      return (x, y) => a(x, y) / b(x, y);
  }
}
