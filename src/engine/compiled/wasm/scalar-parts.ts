/** What an expression is made of. */
import type { Index } from "../plan/index-expression.ts";
import type { Scalar } from "../plan/scalar.ts";

/** Of the expression itself, not of its parts. */
export function indexesOf(scalar: Scalar): readonly Index[] {
  switch (scalar.kind) {
    case "index":
    case "load":
    case "gathered":
    case "draw":
      return [scalar.index];
    case "example":
      return [scalar.row, scalar.column];
    case "target":
      return [scalar.row];
    case "guarded":
      return scalar.guards.map(({ index }) => index);
    case "literal":
    case "number":
    case "unary":
    case "binary":
    case "select":
    case "folded":
      return [];
  }
}

export function partsOf(scalar: Scalar): readonly Scalar[] {
  switch (scalar.kind) {
    case "gathered":
      return [scalar.row];
    case "unary":
    case "guarded":
      return [scalar.x];
    case "binary":
      return [scalar.a, scalar.b];
    case "select":
      return [scalar.condition, scalar.whenTrue, scalar.whenFalse];
    case "literal":
    case "index":
    case "load":
    case "example":
    case "target":
    case "number":
    case "draw":
    case "folded":
      return [];
  }
}
