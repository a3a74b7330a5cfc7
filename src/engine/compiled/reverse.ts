/**
 * Reverse-mode differentiation of a recorded graph: one rule an operation, written with the recorder, so that gradients are
 * a graph too. Knows nothing of TensorFlow.js and its tape; where a slope jumps, both choose the same side.
 */
import { gradientSum } from "./gradient-sums.ts";
import { type Node, type Op, reachable } from "./graph.ts";
import type { Recorder } from "./record-ops.ts";

/** The gradient of the scalar `loss` with respect to each of `sources`, in their order; zeros where it does not depend on one. */
export function gradientsOf(ops: Recorder, loss: Node, sources: readonly Node[]): readonly Node[] {
  return gradientsBefore(ops, loss, ops.filled(1, loss.shape), sources);
}

/** The same before any node, whose own gradient is `slope`. */
export function gradientsBefore(ops: Recorder, y: Node, slope: Node, sources: readonly Node[]): readonly Node[] {
  const wanted = dependents(reachable([y]), sources);
  const gradients = new Map<Node, Node>([[y, slope]]);
  for (const node of [...wanted].reverse()) {
    const gradient = gradients.get(node);
    if (gradient === undefined || node.inputs.length === 0) continue;
    const rules = rulesOf(ops, node.op, node, gradient);
    node.inputs.forEach((input, at) => {
      const rule = rules[at];
      if (rule === undefined || !wanted.has(input)) return;
      const known = gradients.get(input);
      const part = rule();
      gradients.set(input, known === undefined ? part : gradientSum(ops, known, part));
    });
  }
  return sources.map((source) => gradients.get(source) ?? ops.zeros(source.shape));
}

/** Those that depend on a source, in their order. */
function dependents(nodes: readonly Node[], sources: readonly Node[]): Set<Node> {
  const found = new Set(sources);
  const ordered = new Set<Node>();
  for (const node of nodes) {
    if (!found.has(node) && !node.inputs.some((input) => found.has(input))) continue;
    found.add(node);
    ordered.add(node);
  }
  return ordered;
}

type Rule = () => Node;

/** One lazy gradient per input; none for inputs that have no slope. */
function rulesOf(ops: Recorder, op: Op, node: Node, dy: Node): readonly (Rule | undefined)[] {
  const [a, b] = [node.inputs[0]!, node.inputs[1]!];
  switch (op.kind) {
    case "constant":
    case "values":
    case "variable":
    case "number":
    case "examples":
    case "targets":
    case "count":
    case "random":
    case "poolWinner":
      return [];
    case "unary":
      return [() => unaryGradient(ops, op, a, node, dy)];
    case "binary":
      return binaryGradients(ops, op, a, b, dy);
    case "select": {
      const none = ops.zeros(dy.shape);
      return [undefined, () => ops.select(a, dy, none), () => ops.select(a, none, dy)];
    }
    case "reshape":
      return [() => ops.reshape(dy, a.shape)];
    case "broadcast": {
      const grown = a.shape.flatMap((extent, axis) => (extent === dy.shape[axis] ? [] : [axis]));
      return [() => ops.sum(dy, grown, true)];
    }
    case "transpose": {
      const inverse = op.permutation.map((_, axis) => op.permutation.indexOf(axis));
      return [() => ops.transpose(dy, inverse)];
    }
    case "slice":
      return [
        () =>
          ops.pad(
            dy,
            op.begin.map((before, axis) => [before, a.shape[axis]! - before - dy.shape[axis]!] as const),
          ),
      ];
    case "concat": {
      let from = 0;
      return node.inputs.map(({ shape }) => {
        const begin = shape.map((_, axis) => (axis === op.axis ? from : 0));
        from += shape[op.axis]!;
        return () => ops.slice(dy, begin, shape);
      });
    }
    case "reduce":
      return [() => reduceGradient(ops, op, a, node, dy)];
    case "matmul":
      return matmulGradients(ops, op, a, b, dy);
    case "gather": {
      const rows = a.shape[0]!;
      // A row that is drawn twice gets both gradients.
      const drawn = ops.oneHot(ops.reshape(b, [b.size]), rows);
      return [() => ops.reshape(ops.matmul(drawn, ops.reshape(dy, [b.size, a.size / rows]), true), a.shape)];
    }
    case "conv2d":
      return [
        () => ops.convolution("conv2dInput", op.sliding, op.groups, [dy, b], a.shape),
        () => ops.convolution("conv2dKernel", op.sliding, op.groups, [a, dy], b.shape),
      ];
    case "conv2dInput":
      return [
        () => ops.convolution("conv2d", op.sliding, op.groups, [dy, b], a.shape),
        () => ops.convolution("conv2dKernel", op.sliding, op.groups, [dy, a], b.shape),
      ];
    case "maxPool": {
      const winners = ops.pooling("poolWinner", op.sliding, [a], node.shape);
      return [() => ops.pooling("unpool", op.sliding, [dy, winners], a.shape)];
    }
    case "conv2dKernel":
    case "attention":
    case "unfold":
    case "fold":
    case "unpool":
      throw new Error(`${op.kind} comes with the gradients or after them; nothing asks for its own`);
  }
}

function unaryGradient(ops: Recorder, op: Op & { readonly kind: "unary" }, x: Node, y: Node, dy: Node): Node {
  switch (op.apply) {
    case "negate":
      return ops.negate(dy);
    case "abs":
      return ops.multiply(dy, ops.sign(x));
    case "exp":
      return ops.multiply(dy, y);
    case "log":
      return ops.divide(dy, x);
    case "sqrt":
      return ops.divide(dy, ops.add(y, y));
    case "square":
      return ops.multiply(dy, ops.add(x, x));
    case "softplus":
      return ops.multiply(dy, ops.sigmoid(x));
    case "erf":
      return ops.multiply(ops.multiply(dy, 2 / Math.sqrt(Math.PI)), ops.exp(ops.negate(ops.square(x))));
    case "cosine":
      return ops.negate(ops.multiply(dy, ops.cosine(ops.subtract(x, Math.PI / 2))));
    case "sign":
    case "truncate":
      return ops.zeros(x.shape);
    case "relu":
      return ops.multiply(dy, ops.cast(ops.greater(y, 0), "float32"));
    case "sigmoid":
      return ops.multiply(dy, ops.subtract(y, ops.square(y)));
    case "tanh":
      return ops.subtract(dy, ops.multiply(dy, ops.square(y)));
  }
}

function binaryGradients(
  ops: Recorder,
  op: Op & { readonly kind: "binary" },
  a: Node,
  b: Node,
  dy: Node,
): readonly Rule[] {
  // All of it to the winner; ties go to `a`.
  const extremum = (wins: Node): readonly Rule[] => {
    const none = ops.zeros(dy.shape);
    return [() => ops.select(wins, dy, none), () => ops.select(wins, none, dy)];
  };
  switch (op.apply) {
    case "add":
      return [() => dy, () => dy];
    case "subtract":
      return [() => dy, () => ops.negate(dy)];
    case "multiply":
      return [() => ops.multiply(dy, b), () => ops.multiply(dy, a)];
    case "divide":
      return [() => ops.divide(dy, b), () => ops.negate(ops.divide(ops.multiply(dy, a), ops.square(b)))];
    case "maximum":
      return extremum(ops.greaterEqual(a, b));
    case "minimum":
      return extremum(ops.greaterEqual(b, a));
    case "equal":
    case "greater":
    case "greaterEqual":
      return [];
  }
}

function reduceGradient(ops: Recorder, op: Op & { readonly kind: "reduce" }, x: Node, y: Node, dy: Node): Node {
  const kept = x.shape.map((extent, axis) => (op.axes.includes(axis) ? 1 : extent));
  const spread = (tensor: Node) => ops.broadcast(ops.reshape(tensor, kept), x.shape);
  switch (op.by) {
    case "sum":
      return spread(dy);
    case "max": {
      // Entries that tie for the largest share the gradient.
      const isLargest = ops.cast(ops.equal(x, spread(y)), "float32");
      return ops.multiply(isLargest, spread(ops.divide(dy, ops.sum(isLargest, op.axes))));
    }
    case "logSumExp":
      return ops.multiply(spread(dy), ops.exp(ops.subtract(x, spread(y))));
    case "argMax":
      return ops.zeros(x.shape);
  }
}

function matmulGradients(
  ops: Recorder,
  { transposeA, transposeB }: Op & { readonly kind: "matmul" },
  a: Node,
  b: Node,
  dy: Node,
): readonly Rule[] {
  return [
    () => (transposeA ? ops.matmul(b, dy, transposeB, true) : ops.matmul(dy, b, false, !transposeB)),
    () => (transposeB ? ops.matmul(dy, a, true, transposeA) : ops.matmul(a, dy, !transposeA, false)),
  ];
}
