/**
 * A step as data: operations on tensors of fixed shapes, each made of others made before it. Says what is computed,
 * never where, in which order or in how many kernels. Nothing here knows a device; record it with `record-ops.ts`.
 */
import type { DType, Shape, Tensor } from "../../tensor/ops.ts";
import { sizeOf } from "../../catalog/layers/layer.ts";
import type { Sliding } from "./sliding.ts";

export type UnaryFunction =
  | "negate"
  | "abs"
  | "exp"
  | "log"
  | "sqrt"
  | "square"
  | "sign"
  | "relu"
  | "sigmoid"
  | "tanh"
  | "softplus"
  | "erf"
  | "cosine"
  | "truncate";

export type BinaryFunction =
  "add" | "subtract" | "multiply" | "divide" | "maximum" | "minimum" | "equal" | "greater" | "greaterEqual";

/** What a reduction leaves of the entries that it sees; "logSumExp" and "argMax" (the first of equals) see them in order. */
export type Reduction = "sum" | "max" | "argMax" | "logSumExp";

export type AttentionPart = "answers" | "queries" | "keys and values";

/** Which of attention's inputs is the first bias; there may be none. */
export function firstBias(part: AttentionPart): number {
  return part === "answers" ? 3 : 6;
}

/**
 * Plain values only, so that two operations are the same when they read the same. Elementwise operations take operands of
 * one shape; a broadcast is an operation of its own.
 */
export type Op =
  /** One number everywhere. */
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "values"; readonly values: readonly number[] }
  /** Lives from step to step: parameters, optimizer's and layers' state. */
  | { readonly kind: "variable"; readonly name: string }
  /** A number that the host gives for each step. */
  | { readonly kind: "number"; readonly name: string }
  /** The batch: rows of the data set that the step's index list names. */
  | { readonly kind: "examples" }
  | { readonly kind: "targets" }
  /** 0, 1, 2 ... along the only axis. */
  | { readonly kind: "count" }
  /** Uniform draws in [0, 1) of a stream of this step. */
  | { readonly kind: "random"; readonly stream: number }
  | { readonly kind: "unary"; readonly apply: UnaryFunction }
  | { readonly kind: "binary"; readonly apply: BinaryFunction }
  | { readonly kind: "select" }
  | { readonly kind: "reshape"; readonly stands?: true }
  /** Axes of extent 1 grow; the rank stays. */
  | { readonly kind: "broadcast" }
  | { readonly kind: "transpose"; readonly permutation: readonly number[] }
  | { readonly kind: "slice"; readonly begin: readonly number[] }
  | { readonly kind: "concat"; readonly axis: number }
  /** Over `axes`, which go. */
  | { readonly kind: "reduce"; readonly by: Reduction; readonly axes: readonly number[] }
  /** Rows of a table [rows, ...each] by indices. */
  | { readonly kind: "gather" }
  /**
   * softmax(scale queries keys + biases) values, stack by stack, whose scores are never stored: its answers, or its slopes
   * with respect to queries or to keys and values. What it reads and gives is told in `plan/tile-attention.ts`.
   */
  | { readonly kind: "attention"; readonly part: AttentionPart; readonly scale: number }
  /** Of the last two axes, stack by stack. */
  | { readonly kind: "matmul"; readonly transposeA: boolean; readonly transposeB: boolean }
  /**
   * Of (x, kernel); its gradients with respect to x, of (dy, kernel), and to the kernel, of (x, dy). Channels and filters
   * fall into so many groups, each of which sees only its own.
   */
  | {
      readonly kind: "conv2d" | "conv2dInput" | "conv2dKernel";
      readonly sliding: Sliding;
      readonly groups: number;
    }
  /** What each place of the window sees, side by side: [places, window * channels]; laid out in memory or read where it is. */
  | { readonly kind: "unfold"; readonly sliding: Sliding; readonly isStored: boolean }
  /** Such rows added up where they were seen. */
  | { readonly kind: "fold"; readonly sliding: Sliding }
  /** The largest of each window, or which of its cells holds it (the first of equals). */
  | { readonly kind: "maxPool" | "poolWinner"; readonly sliding: Sliding }
  /** Of (dy, winners): each window's gradient goes to its winner. */
  | { readonly kind: "unpool"; readonly sliding: Sliding };

export interface Node extends Tensor {
  /** Larger than those of its inputs. */
  readonly id: number;
  readonly op: Op;
  readonly inputs: readonly Node[];
  readonly size: number;
}

/** Makes nodes, and gives the old one where the same is asked for again. */
export class Graph {
  readonly #nodes = new Map<string, Node>();

  node(op: Op, inputs: readonly Node[], shape: Shape, dtype: DType = "float32"): Node {
    const key = JSON.stringify([op, inputs.map(({ id }) => id), shape, dtype]);
    const known = this.#nodes.get(key);
    if (known !== undefined) return known;
    const made: Node = { id: this.#nodes.size, op, inputs, shape: [...shape], dtype, size: sizeOf(shape) };
    this.#nodes.set(key, made);
    return made;
  }
}

/** What `roots` are made of, each node after its inputs. */
export function reachable(roots: readonly Node[]): readonly Node[] {
  const found = new Set<Node>();
  const open = [...roots];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (found.has(node)) continue;
    found.add(node);
    open.push(...node.inputs);
  }
  return [...found].toSorted((first, second) => first.id - second.id);
}
