/** An expression as a formula that a page draws. */
import type { Formula } from "../../language/formula.ts";
import type { Expression } from "./expression.ts";

export function printed(of: Expression): Formula {
  switch (of.kind) {
    case "number":
      return of.name === undefined ? { kind: "number", value: of.value } : { kind: "symbol", name: of.name };
    case "variable":
      return { kind: "symbol", name: of.name };
    case "negative":
      return { kind: "sum", parts: [{ isMinus: true, term: printed(of.of) }] };
    case "sum":
    case "difference":
      return { kind: "sum", parts: termsOf(of, false) };
    case "product":
      return { kind: "product", factors: factorsOf(of) };
    case "quotient":
      return { kind: "fraction", above: printed(of.of[0]), below: printed(of.of[1]) };
    case "power":
      return { kind: "power", base: printed(of.base), exponent: printed(of.exponent) };
    case "call":
      return calledBy(of.name, printed(of.of));
  }
}

function calledBy(name: string, of: Formula): Formula {
  switch (name) {
    case "sqrt":
      return { kind: "root", of };
    case "abs":
      return { kind: "absolute", of };
    case "exp":
      return { kind: "power", base: { kind: "symbol", name: "e" }, exponent: of };
    default:
      return { kind: "call", name, of: [of] };
  }
}

/** Sums within sums as one, each term with its sign. */
function termsOf(of: Expression, isMinus: boolean): readonly { readonly isMinus: boolean; readonly term: Formula }[] {
  if (of.kind === "sum" || of.kind === "difference") {
    const isOther = of.kind === "difference" ? !isMinus : isMinus;
    return [...termsOf(of.of[0], isMinus), ...termsOf(of.of[1], isOther)];
  }
  if (of.kind === "negative") return termsOf(of.of, !isMinus);
  const [first] = of.kind === "product" ? of.of : [of];
  // A negative number in front is a minus.
  if (first.kind === "number" && first.value < 0) {
    const size: Expression = { kind: "number", value: -first.value };
    const positive: Expression = of.kind === "product" ? { ...of, of: [size, of.of[1]] } : size;
    return [{ isMinus: !isMinus, term: printed(positive) }];
  }
  return [{ isMinus, term: printed(of) }];
}

function factorsOf(of: Expression): readonly Formula[] {
  return of.kind === "product" ? of.of.flatMap(factorsOf) : [printed(of)];
}
