/**
 * What one thread computes for one element: expressions on single numbers, made by `lower.ts` and printed for a target.
 * Parts that occur twice are the same object.
 */
import type { AttentionPart, BinaryFunction, Reduction, UnaryFunction } from "../graph.ts";
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

/**
 * Attention whose scores nobody stores: a thread takes some queries, or keys, and goes through all of the other side. A list
 * of scalars is a vector, number by number; every one of them is of a `stack` and of a `row` (query), a `column` (key) or both.
 */
export interface Attention {
  readonly part: AttentionPart;
  readonly stacks: Variable;
  readonly rows: Variable;
  readonly columns: Variable;
  readonly scale: number;
  readonly query: readonly Scalar[];
  readonly key: readonly Scalar[];
  readonly value: readonly Scalar[];
  /** Added to a score. */
  readonly biases: readonly Scalar[];
  /** Of the slopes: what the answers' own slope is, and of each query its largest score, what log(sum of exp) has beyond it, slope times answer. */
  readonly slope: readonly Scalar[];
  readonly ofQuery: readonly Scalar[];
  /** Where results go: [stack][...], all of the first kind and then all of the second. */
  readonly place: Place;
}

/** One value of `element` at a time: the loop, then what is made of it is stored. */
export interface Kernel {
  readonly element: Variable;
  readonly loop: Loop | null;
  readonly product: Product | null;
  /** In place of all else, for a target that asks for it. */
  readonly attention?: Attention;
  readonly stores: readonly Store[];
}
