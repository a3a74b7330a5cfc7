/**
 * What one thread computes for one element: expressions on single numbers, made by `lower.ts` and printed for a target.
 * Parts that occur twice are the same object.
 */
import type { BinaryFunction, Reduction, UnaryFunction } from "../graph.ts";
import type { Index, Variable } from "./index-expression.ts";

/** Memory by what lives there: from step to step, within a step, never changed, or read back by the host. */
export type Arena = "variables" | "scratch" | "constants" | "report";

export interface Place {
  readonly arena: Arena;
  /** In numbers. */
  readonly offset: number;
}

/** Holds where `index` is from 0 to below `below`; or where it can be divided by `by`. */
export type Guard = { readonly index: Index; readonly below: number } | { readonly index: Index; readonly by: number };

export type Scalar =
  | { readonly kind: "literal"; readonly value: number }
  | { readonly kind: "index"; readonly index: Index }
  | { readonly kind: "load"; readonly place: Place; readonly index: Index }
  /** At `index + row * stride`, where the row, of so many, is computed. */
  | {
      readonly kind: "gathered";
      readonly rows: number;
      readonly place: Place;
      readonly index: Index;
      readonly row: Scalar;
      readonly stride: number;
    }
  /** Of the batch's row `row`: a number of the example, or its target. */
  | { readonly kind: "example"; readonly row: Index; readonly column: Index; readonly width: number }
  | { readonly kind: "target"; readonly row: Index }
  /** By its position in the step's record. */
  | { readonly kind: "number"; readonly position: number }
  | { readonly kind: "draw"; readonly position: number; readonly index: Index }
  | { readonly kind: "unary"; readonly apply: UnaryFunction; readonly x: Scalar }
  | { readonly kind: "binary"; readonly apply: BinaryFunction; readonly a: Scalar; readonly b: Scalar }
  | {
      readonly kind: "select";
      readonly condition: Scalar;
      readonly whenTrue: Scalar;
      readonly whenFalse: Scalar;
    }
  /** 0 where a guard does not hold. */
  | { readonly kind: "guarded"; readonly guards: readonly Guard[]; readonly x: Scalar }
  /** What the kernel's loop has come to. */
  | { readonly kind: "folded" };

/** A fold over all values of some variables, the last fastest, leaving out those where a guard does not hold. */
export interface Loop {
  readonly by: Reduction;
  readonly over: readonly Variable[];
  readonly guards: readonly Guard[];
  readonly term: Scalar;
  /** What "argMax" answers with. */
  readonly position: Index;
}

/** The loop as a product of matrices, for targets that tile: sum over depth of left * right, stack by stack. */
export interface Product {
  readonly stacks: Variable;
  readonly rows: Variable;
  readonly columns: Variable;
  readonly depth: Variable;
  readonly left: Scalar;
  readonly right: Scalar;
  readonly stores: readonly Store[];
}

export interface Store {
  readonly place: Place;
  readonly index: Index;
  readonly value: Scalar;
}

/** One value of `element` at a time: the loop, then what is made of it is stored. */
export interface Kernel {
  readonly element: Variable;
  readonly loop: Loop | null;
  readonly product: Product | null;
  readonly stores: readonly Store[];
}
