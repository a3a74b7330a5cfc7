/** From nodes to what one thread computes for one element of a stored node. */
import type { Node, Op } from "../graph.ts";
import type { Program } from "../program.ts";
import type { Sliding } from "../sliding.ts";
import {
  type Index,
  constantIndex,
  coordinatesAt,
  flatIndex,
  indexKey,
  plus,
  quotient,
  remainder,
} from "./index-expression.ts";
import type { Place, Scalar } from "./scalar.ts";
import { cellUnder } from "./window.ts";

export interface Places {
  readonly stored: ReadonlyMap<Node, Place>;
  readonly variables: ReadonlyMap<string, Place>;
}

export class Lowering {
  readonly #program: Program;
  readonly #places: Places;
  /** Computed by this kernel. */
  readonly #own: ReadonlySet<Node>;
  readonly #loop: Node | null;
  readonly #known = new Map<string, Scalar>();

  constructor(program: Program, places: Places, own: ReadonlySet<Node>, loop: Node | null) {
    this.#program = program;
    this.#places = places;
    this.#own = own;
    this.#loop = loop;
  }

  /** The element of `node` at `index` in row-major order, for whoever reads it. */
  value(node: Node, index: Index): Scalar {
    const place = this.#places.stored.get(node);
    if (place === undefined || this.#own.has(node)) return this.computed(node, index);
    return this.#shared(`load ${node.id}`, index, () => ({ kind: "load", place, index }));
  }

  /** The same, computed. */
  computed(node: Node, index: Index): Scalar {
    return this.#shared(`${node.id}`, index, () => this.#compute(node, index));
  }

  #shared(name: string, index: Index, make: () => Scalar): Scalar {
    const key = `${name} ${indexKey(index)}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.#known.set(key, made);
    return made;
  }

  #compute(node: Node, index: Index): Scalar {
    if (node === this.#loop) return { kind: "folded" };
    const { op } = node;
    const input = (at: number) => this.value(node.inputs[at]!, index);
    switch (op.kind) {
      case "constant":
        return { kind: "literal", value: op.value };
      case "variable":
        return { kind: "load", place: this.#places.variables.get(op.name)!, index };
      case "number":
        return { kind: "number", position: this.#program.numbers.indexOf(op.name) };
      case "examples": {
        const width = node.size / this.#program.batch;
        return { kind: "example", row: quotient(index, width), column: remainder(index, width), width };
      }
      case "targets":
        return { kind: "target", row: index };
      case "count":
        return { kind: "index", index };
      case "random":
        return { kind: "draw", position: this.#program.streams.indexOf(op.stream), index };
      case "unary":
        return { kind: "unary", apply: op.apply, x: input(0) };
      case "binary":
        return { kind: "binary", apply: op.apply, a: input(0), b: input(1) };
      case "select":
        return { kind: "select", condition: input(0), whenTrue: input(1), whenFalse: input(2) };
      case "reshape":
        return input(0);
      case "broadcast":
      case "transpose":
      case "slice":
        return this.value(node.inputs[0]!, sourceIndex(op, node, index));
      case "concat":
        return this.#concatenated(op, node, index);
      case "gather":
        return this.#gathered(node, index);
      case "unfold":
        return this.#unfolded(op.sliding, node, index);
      case "values":
      case "reduce":
      case "attention":
      case "matmul":
      case "conv2d":
      case "conv2dInput":
      case "conv2dKernel":
      case "fold":
      case "maxPool":
      case "poolWinner":
      case "unpool":
        throw new Error(`${op.kind} is always stored`);
    }
  }

  /** Each part where its place is, 0 elsewhere, added up. */
  #concatenated(op: Op & { readonly kind: "concat" }, node: Node, index: Index): Scalar {
    const at = coordinatesAt(index, node.shape);
    let from = 0;
    const parts: Scalar[] = [];
    for (const part of node.inputs) {
      const along = plus(at[op.axis]!, constantIndex(-from));
      from += part.shape[op.axis]!;
      if (part.op.kind === "constant" && part.op.value === 0) continue;
      const x = this.value(part, flatIndex(at.with(op.axis, along), part.shape));
      parts.push({ kind: "guarded", guards: [{ index: along, below: part.shape[op.axis]! }], x });
    }
    const none: Scalar = { kind: "literal", value: 0 };
    return parts.reduce<Scalar>(
      (sum, part) => (sum === none ? part : { kind: "binary", apply: "add", a: sum, b: part }),
      none,
    );
  }

  #unfolded(sliding: Sliding, node: Node, index: Index): Scalar {
    const picture = node.inputs[0]!;
    const shape = [picture.shape[0]!, ...sliding.output, ...sliding.window, picture.shape[3]!];
    const [which, row, column, ...rest] = coordinatesAt(index, shape);
    const { cell, guards } = cellUnder(sliding, [row!, column!], rest.slice(0, 2));
    const x = this.value(picture, flatIndex([which!, ...cell, rest[2]!], picture.shape));
    return guards.length === 0 ? x : { kind: "guarded", guards, x };
  }

  #gathered(node: Node, index: Index): Scalar {
    const [table, indices] = [node.inputs[0]!, node.inputs[1]!];
    const stride = table.size / table.shape[0]!;
    const first = this.value(table, remainder(index, stride));
    if (first.kind !== "load") throw new Error("The table of a gather is always in memory");
    const row = this.value(indices, quotient(index, stride));
    return { kind: "gathered", rows: table.shape[0]!, place: first.place, index: first.index, row, stride };
  }
}

function sourceIndex(op: Op & { readonly kind: "broadcast" | "transpose" | "slice" }, node: Node, index: Index): Index {
  const { shape } = node.inputs[0]!;
  const at = coordinatesAt(index, node.shape);
  switch (op.kind) {
    case "broadcast":
      return flatIndex(
        at.map((each, axis) => (shape[axis] === 1 ? constantIndex(0) : each)),
        shape,
      );
    case "transpose":
      return flatIndex(
        op.permutation.map((_, axis) => at[op.permutation.indexOf(axis)]!),
        shape,
      );
    case "slice":
      return flatIndex(
        at.map((each, axis) => plus(each, constantIndex(op.begin[axis]!))),
        shape,
      );
  }
}
