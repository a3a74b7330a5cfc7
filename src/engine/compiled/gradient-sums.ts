/**
 * Two parts of one gradient together. Where both come from slices of a tensor they stand side by side instead of being padded
 * and added; products summed over their depth become one of a greater depth. So a weight that every step of a sequence
 * reads, or a sequence that is taken apart, costs one operation and not one a step.
 */
import type { Node } from "./graph.ts";
import type { Recorder } from "./record-ops.ts";

export function gradientSum(ops: Recorder, known: Node, part: Node): Node {
  return besideEachOther(ops, known, part) ?? oneProduct(ops, known, part) ?? ops.add(known, part);
}

interface Segment {
  readonly from: number;
  readonly node: Node;
}

/** Null unless both are 0 wherever the other is not. */
function besideEachOther(ops: Recorder, a: Node, b: Node): Node | null {
  if (a.op.kind !== "concat" || b.op.kind !== "concat" || a.op.axis !== b.op.axis) return null;
  const { axis } = a.op;
  const parts: Node[] = [];
  let at = 0;
  const fill = (to: number): void => {
    if (to > at) parts.push(ops.zeros(a.shape.with(axis, to - at)));
    at = to;
  };
  for (const { from, node } of [...segments(a, axis), ...segments(b, axis)].toSorted((x, y) => x.from - y.from)) {
    if (from < at) return null;
    fill(from);
    parts.push(node);
    at += node.shape[axis]!;
  }
  fill(a.shape[axis]!);
  return ops.concat(parts, axis);
}

/** The parts that are not 0, and where they begin. */
function segments({ inputs }: Node, axis: number): readonly Segment[] {
  let at = 0;
  return inputs.flatMap((node) => {
    const from = at;
    at += node.shape[axis]!;
    return node.op.kind === "constant" && node.op.value === 0 ? [] : [{ from, node }];
  });
}

function oneProduct(ops: Recorder, known: Node, part: Node): Node | null {
  if (!isSummedOverRows(known) || !isSummedOverRows(part)) return null;
  const both = (which: 0 | 1) => ops.concat([part.inputs[which]!, known.inputs[which]!], 0);
  return ops.matmul(both(0), both(1), true);
}

/** a transposed times b: rows of both meet. */
function isSummedOverRows({ op, shape }: Node): boolean {
  return op.kind === "matmul" && op.transposeA && !op.transposeB && shape.length === 2;
}
