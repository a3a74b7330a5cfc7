/** Formulas as values, so that code can print one and a page can draw it as MathML. */

/** A piece of a formula. */
export type Formula =
  | { readonly kind: "symbol"; readonly name: string; readonly subscript?: string }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "sum"; readonly parts: readonly { readonly isMinus: boolean; readonly term: Formula }[] }
  | { readonly kind: "product"; readonly factors: readonly Formula[] }
  | { readonly kind: "fraction"; readonly above: Formula; readonly below: Formula }
  | { readonly kind: "power"; readonly base: Formula; readonly exponent: Formula }
  | { readonly kind: "root"; readonly of: Formula }
  | { readonly kind: "call"; readonly name: string; readonly subscript?: string; readonly of: readonly Formula[] }
  | { readonly kind: "norm"; readonly of: Formula }
  | { readonly kind: "absolute"; readonly of: Formula };

/** symbol <- value. */
export interface Assignment {
  readonly symbol: Formula;
  readonly value: Formula;
  /** What it comes to, where it is written in numbers. */
  readonly result?: number;
}
