/**
 * `Ops` that compute nothing and record: layers, losses and optimizers run once over these, and what they did is a graph.
 * Folds what is known beforehand. Reverse-mode rules and the step around a model record through the same object.
 */
import type { Convolution2d, DType, Operand, Ops, Shape, Tensor, Window2d } from "../../tensor/ops.ts";
import { sizeOf } from "../../catalog/layers/layer.ts";
import { type BinaryFunction, Graph, type Node, type Op, type Reduction, type UnaryFunction } from "./graph.ts";
import { applyBinary, applyUnary } from "./scalar-functions.ts";
import { type Sliding, cellsInWindows, slidingOver } from "./sliding.ts";

/** Every tensor that a recorded function is given was made by a recorder. */
export function nodeOf(tensor: Tensor): Node {
  return tensor as Node;
}

/** What leaves the other operand as it is. */
const neutrals: Readonly<Partial<Record<BinaryFunction, number>>> = { add: 0, subtract: 0, multiply: 1, divide: 1 };

export class Recorder implements Ops {
  readonly #graph = new Graph();

  /** The same operation on these inputs. */
  again({ op, shape, dtype }: Node, inputs: readonly Node[]): Node {
    return this.#graph.node(op, inputs, shape, dtype);
  }

  source(
    op: Op & { readonly kind: "variable" | "number" | "examples" | "targets" | "count" },
    shape: Shape,
    dtype?: DType,
  ) {
    return this.#graph.node(op, [], shape, dtype);
  }

  filled(value: number, shape: Shape = [], dtype: DType = "float32"): Node {
    return this.#graph.node({ kind: "constant", value }, [], shape, dtype);
  }
  zeros(shape: Shape): Node {
    return this.filled(0, shape);
  }
  constant(values: Float32Array | Int32Array, shape: Shape): Node {
    const dtype = values instanceof Int32Array ? "int32" : "float32";
    return this.#graph.node({ kind: "values", values: Array.from(values) }, [], shape, dtype);
  }

  /** The draws of a recorded step are those of whichever step it is replayed as. */
  randomUniform(shape: Shape, key: { readonly stream: number }): Node {
    return this.#graph.node({ kind: "random", stream: key.stream }, [], shape);
  }
  randomNormal(shape: Shape, key: { readonly stream: number }): Node {
    const size = sizeOf(shape);
    const pairs = this.randomUniform([size, 2], key);
    const draw = (which: number) => this.reshape(this.slice(pairs, [0, which], [size, 1]), shape);
    const radius = this.sqrt(this.multiply(-2, this.log(this.subtract(1, draw(0)))));
    return this.multiply(radius, this.cosine(this.multiply(2 * Math.PI, draw(1))));
  }

  add(a: Operand, b: Operand): Node {
    return this.#binary("add", a, b);
  }
  subtract(a: Operand, b: Operand): Node {
    return this.#binary("subtract", a, b);
  }
  multiply(a: Operand, b: Operand): Node {
    return this.#binary("multiply", a, b);
  }
  divide(a: Operand, b: Operand): Node {
    return this.#binary("divide", a, b);
  }
  maximum(a: Operand, b: Operand): Node {
    return this.#binary("maximum", a, b);
  }
  minimum(a: Operand, b: Operand): Node {
    return this.#binary("minimum", a, b);
  }
  equal(a: Operand, b: Operand): Node {
    return this.#binary("equal", a, b);
  }
  greater(a: Operand, b: Operand): Node {
    return this.#binary("greater", a, b);
  }
  greaterEqual(a: Operand, b: Operand): Node {
    return this.#binary("greaterEqual", a, b);
  }

  negate(x: Tensor): Node {
    return this.#unary("negate", x);
  }
  abs(x: Tensor): Node {
    return this.#unary("abs", x);
  }
  exp(x: Tensor): Node {
    return this.#unary("exp", x);
  }
  log(x: Tensor): Node {
    return this.#unary("log", x);
  }
  sqrt(x: Tensor): Node {
    return this.#unary("sqrt", x);
  }
  square(x: Tensor): Node {
    return this.#unary("square", x);
  }
  sign(x: Tensor): Node {
    return this.#unary("sign", x);
  }
  relu(x: Tensor): Node {
    return this.#unary("relu", x);
  }
  sigmoid(x: Tensor): Node {
    return this.#unary("sigmoid", x);
  }
  tanh(x: Tensor): Node {
    return this.#unary("tanh", x);
  }
  softplus(x: Tensor): Node {
    return this.#unary("softplus", x);
  }
  erf(x: Tensor): Node {
    return this.#unary("erf", x);
  }
  cosine(x: Tensor): Node {
    return this.#unary("cosine", x);
  }

  select(condition: Tensor, whenTrue: Tensor, whenFalse: Tensor): Node {
    return this.#graph.node(
      { kind: "select" },
      [nodeOf(condition), nodeOf(whenTrue), nodeOf(whenFalse)],
      whenTrue.shape,
      whenTrue.dtype,
    );
  }

  /** Numbers are kept as floats whatever they stand for, so most casts only change the name. */
  cast(x: Tensor, dtype: DType): Node {
    if (x.dtype === dtype) return nodeOf(x);
    if (dtype === "bool") return this.subtract(1, this.equal(x, 0));
    const whole = dtype === "int32" && x.dtype === "float32" ? this.#unary("truncate", x) : nodeOf(x);
    return this.#graph.node({ kind: "reshape" }, [whole], x.shape, dtype);
  }

  sum(x: Tensor, axes?: readonly number[], keepDims?: boolean): Node {
    return this.#reduce("sum", x, axes, keepDims);
  }
  mean(x: Tensor, axes?: readonly number[], keepDims?: boolean): Node {
    const sum = this.#reduce("sum", x, axes, keepDims);
    return this.multiply(sum, sum.size / sizeOf(x.shape));
  }
  max(x: Tensor, axes?: readonly number[], keepDims?: boolean): Node {
    return this.#reduce("max", x, axes, keepDims);
  }
  logSumExp(x: Tensor, axes?: readonly number[], keepDims?: boolean): Node {
    return this.#reduce("logSumExp", x, axes, keepDims);
  }
  argMax(x: Tensor): Node {
    return this.#reduce("argMax", x, [x.shape.length - 1]);
  }
  softmax(x: Tensor): Node {
    return this.exp(this.logSoftmax(x));
  }
  logSoftmax(x: Tensor): Node {
    return this.subtract(x, this.logSumExp(x, [x.shape.length - 1], true));
  }

  reshape(x: Tensor, shape: Shape): Node {
    const node = nodeOf(x);
    if (String(x.shape) === String(shape)) return node;
    if (node.op.kind === "constant") return this.filled(node.op.value, shape, x.dtype);
    const isPassed = node.op.kind === "reshape" && node.op.stands !== true && node.dtype === node.inputs[0]!.dtype;
    const origin = isPassed ? node.inputs[0]! : node;
    if (origin !== node) return this.reshape(origin, shape);
    return this.#graph.node({ kind: "reshape" }, [node], shape, x.dtype);
  }

  /** x in this shape, as what gradients may be asked of: no later reshape goes around it. */
  standing(x: Tensor, shape: Shape): Node {
    return this.#graph.node({ kind: "reshape", stands: true }, [nodeOf(x)], shape, x.dtype);
  }

  transpose(x: Tensor, permutation: readonly number[]): Node {
    if (permutation.every((from, to) => from === to)) return nodeOf(x);
    const shape = permutation.map((axis) => x.shape[axis]!);
    return this.#graph.node({ kind: "transpose", permutation: [...permutation] }, [nodeOf(x)], shape, x.dtype);
  }

  slice(x: Tensor, begin: readonly number[], size: readonly number[]): Node {
    if (String(size) === String(x.shape)) return nodeOf(x);
    return this.#graph.node({ kind: "slice", begin: [...begin] }, [nodeOf(x)], size, x.dtype);
  }

  /** x once more, in a place of its own. */
  copy(x: Node): Node {
    return this.#graph.node({ kind: "slice", begin: x.shape.map(() => 0) }, [x], x.shape, x.dtype);
  }

  concat(xs: readonly Tensor[], axis: number): Node {
    const isSame = ({ op }: Node) => op.kind === "concat" && op.axis === axis;
    const parts = xs
      .map(nodeOf)
      .filter(({ size }) => size > 0)
      .flatMap((part) => (isSame(part) ? part.inputs : [part]));
    const [first] = parts;
    if (first === undefined) throw new Error("Nothing to join");
    if (parts.length === 1) return first;
    const length = parts.reduce((total, { shape }) => total + shape[axis]!, 0);
    return this.#graph.node({ kind: "concat", axis }, parts, first.shape.with(axis, length), first.dtype);
  }

  unstack(x: Tensor): readonly Node[] {
    const [count, ...each] = x.shape;
    const begin = each.map(() => 0);
    return Array.from({ length: count! }, (_, at) => this.reshape(this.slice(x, [at, ...begin], [1, ...each]), each));
  }

  pad(x: Tensor, paddings: readonly (readonly [number, number])[]): Node {
    return paddings.reduce((inner, [before, after], axis) => {
      const zeros = (length: number) => this.zeros(inner.shape.with(axis, length));
      return this.concat([zeros(before), inner, zeros(after)], axis);
    }, nodeOf(x));
  }

  gather(table: Tensor, indices: Tensor): Node {
    const shape = [...indices.shape, ...table.shape.slice(1)];
    return this.#graph.node({ kind: "gather" }, [nodeOf(table), nodeOf(indices)], shape);
  }

  oneHot(indices: Tensor, depth: number): Node {
    const shape = [...indices.shape, depth];
    const classes = this.reshape(this.source({ kind: "count" }, [depth]), [...indices.shape.map(() => 1), depth]);
    const here = this.broadcast(this.reshape(indices, [...indices.shape, 1]), shape);
    return this.cast(this.equal(here, this.broadcast(classes, shape)), "float32");
  }

  matmul(a: Tensor, b: Tensor, transposeA = false, transposeB = false): Node {
    const rows = a.shape.at(transposeA ? -1 : -2)!;
    const columns = b.shape.at(transposeB ? -2 : -1)!;
    const shape = [...a.shape.slice(0, -2), rows, columns];
    // As what a sequence begins with.
    if ([a, b].some((each) => isZero(nodeOf(each)))) return this.zeros(shape);
    return this.#graph.node({ kind: "matmul", transposeA, transposeB }, [nodeOf(a), nodeOf(b)], shape);
  }

  attention(op: Op & { readonly kind: "attention" }, inputs: readonly Node[], shape: Shape): Node {
    return this.#graph.node(op, inputs, shape);
  }

  conv2d(x: Tensor, kernel: Tensor, over: Convolution2d): Node {
    const [height, width, channels, filters] = kernel.shape;
    const sliding = slidingOver(x.shape.slice(1), [height!, width!], over);
    const shape = [x.shape[0]!, ...sliding.output, filters!];
    return this.convolution("conv2d", sliding, x.shape[3]! / channels!, [x, kernel], shape);
  }
  depthwiseConv2d(x: Tensor, kernel: Tensor, window: Window2d): Node {
    const [height, width, channels, multiplier] = kernel.shape;
    return this.conv2d(x, this.reshape(kernel, [height!, width!, 1, channels! * multiplier!]), window);
  }
  conv2dTranspose(x: Tensor, kernel: Tensor, size: readonly [number, number], window: Window2d): Node {
    const sliding = slidingOver(size, [kernel.shape[0]!, kernel.shape[1]!], window);
    return this.convolution("conv2dInput", sliding, 1, [x, kernel], [x.shape[0]!, ...size, kernel.shape[2]!]);
  }
  convolution(
    kind: "conv2d" | "conv2dInput" | "conv2dKernel",
    sliding: Sliding,
    groups: number,
    inputs: readonly Tensor[],
    shape: Shape,
  ): Node {
    return this.#graph.node({ kind, sliding, groups }, inputs.map(nodeOf), shape);
  }

  /** x [n, h, w, channels] as rows: the left side of a product that is a convolution. */
  unfold(x: Tensor, sliding: Sliding, isStored: boolean): Node {
    const [pictures, , , channels] = x.shape;
    const shape = [pictures! * sizeOf(sliding.output), sizeOf(sliding.window) * channels!];
    return this.#graph.node({ kind: "unfold", sliding, isStored }, [nodeOf(x)], shape);
  }
  /** What `unfold` has laid out, added up again to a picture of this shape. */
  fold(rows: Tensor, sliding: Sliding, shape: Shape): Node {
    return this.#graph.node({ kind: "fold", sliding }, [nodeOf(rows)], shape);
  }

  maxPool2d(x: Tensor, poolSize: readonly [number, number], window: Window2d): Node {
    const sliding = slidingOver(x.shape.slice(1), poolSize, window);
    return this.pooling("maxPool", sliding, [x], [x.shape[0]!, ...sliding.output, x.shape[3]!]);
  }
  averagePool2d(x: Tensor, poolSize: readonly [number, number], window: Window2d): Node {
    const channels = x.shape[3]!;
    const sliding = slidingOver(x.shape.slice(1), poolSize, window);
    const sum = this.conv2d(x, this.filled(1, [...poolSize, 1, channels]), window);
    const shares = Float32Array.from(cellsInWindows(sliding), (count) => 1 / count);
    return this.multiply(sum, this.constant(shares, [1, ...sliding.output, 1]));
  }
  pooling(kind: "maxPool" | "poolWinner" | "unpool", sliding: Sliding, inputs: readonly Tensor[], shape: Shape): Node {
    return this.#graph.node({ kind, sliding }, inputs.map(nodeOf), shape);
  }

  /** As NumPy broadcasts. */
  broadcast(x: Tensor, shape: Shape): Node {
    const node = nodeOf(x);
    if (String(x.shape) === String(shape)) return node;
    if (node.op.kind === "constant") return this.filled(node.op.value, shape, x.dtype);
    const ranked = this.reshape(x, [...shape.slice(x.shape.length).map(() => 1), ...x.shape]);
    if (String(ranked.shape) === String(shape)) return ranked;
    return this.#graph.node({ kind: "broadcast" }, [ranked], shape, x.dtype);
  }

  #unary(apply: UnaryFunction, x: Tensor): Node {
    const node = nodeOf(x);
    if (node.op.kind === "constant") return this.filled(applyUnary(apply, node.op.value), x.shape);
    return this.#graph.node({ kind: "unary", apply }, [node], x.shape, x.dtype);
  }

  #binary(apply: BinaryFunction, a: Operand, b: Operand): Node {
    const [left, right] = [this.#operand(a), this.#operand(b)];
    const shape = broadcastShape(left.shape, right.shape);
    const dtype = ["equal", "greater", "greaterEqual"].includes(apply) ? "bool" : "float32";
    const [x, y] = [left.op, right.op];
    if (x.kind === "constant" && y.kind === "constant") {
      return this.filled(applyBinary(apply, x.value, y.value), shape, dtype);
    }
    const isNeutral = (op: Op, neutral: number) => op.kind === "constant" && op.value === neutral;
    const neutral = neutrals[apply];
    if (neutral !== undefined && isNeutral(y, neutral)) return this.broadcast(left, shape);
    if ((apply === "add" && isNeutral(x, 0)) || (apply === "multiply" && isNeutral(x, 1))) {
      return this.broadcast(right, shape);
    }
    const inputs = [this.broadcast(left, shape), this.broadcast(right, shape)];
    return this.#graph.node({ kind: "binary", apply }, inputs, shape, dtype);
  }

  #operand(x: Operand): Node {
    return typeof x === "number" ? this.filled(x) : nodeOf(x);
  }

  #reduce(by: Reduction, x: Tensor, given?: readonly number[], keepDims = false): Node {
    const axes = given ?? x.shape.map((_, axis) => axis);
    const kept = x.shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent));
    const shape = x.shape.filter((_, axis) => !axes.includes(axis));
    const isTrivial = by !== "argMax" && sizeOf(kept) === sizeOf(x.shape);
    const dtype = by === "argMax" ? "int32" : x.dtype;
    const reduced = isTrivial
      ? this.reshape(x, shape)
      : this.#graph.node({ kind: "reduce", by, axes: [...axes] }, [nodeOf(x)], shape, dtype);
    return keepDims ? this.reshape(reduced, kept) : reduced;
  }
}

function isZero({ op }: Node): boolean {
  return op.kind === "constant" && op.value === 0;
}

function broadcastShape(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const [left, right] = [a[axis - rank + a.length] ?? 1, b[axis - rank + b.length] ?? 1];
    if (left !== right && left !== 1 && right !== 1) throw new Error(`${a.join()} and ${b.join()} do not broadcast`);
    return left === 1 ? right : left;
  });
}
