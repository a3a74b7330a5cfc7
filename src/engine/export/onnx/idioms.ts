/** What layers write as several operations and ONNX has one operator for. */
import type { Node } from "../../compiled/graph.ts";
import { type Sliding, cellsInWindows } from "../../compiled/sliding.ts";

/** x, where the node is exp(x - logSumExp(x)) along the last axis. */
export function softmaxOf(node: Node): Node | null {
  const difference = node.op.kind === "unary" && node.op.apply === "exp" ? node.inputs[0]! : null;
  if (difference?.op.kind !== "binary" || difference.op.apply !== "subtract") return null;
  const [x, scale] = difference.inputs;
  const total = throughShapes(scale!);
  if (total.op.kind !== "reduce" || total.op.by !== "logSumExp" || total.inputs[0] !== x) return null;
  const [axis, ...others] = total.op.axes;
  return axis === x!.shape.length - 1 && others.length === 0 ? x! : null;
}

/** What is pooled, where the node is the sum of each window times one over the cells in it. */
export function averagePoolOf(node: Node): { readonly x: Node; readonly sliding: Sliding } | null {
  const [sum, given] = node.inputs;
  if (sum!.op.kind !== "conv2d") return null;
  const [x, kernel] = sum!.inputs;
  const { sliding, groups } = sum!.op;
  const isSum = kernel!.op.kind === "constant" && kernel!.op.value === 1 && groups === x!.shape[3];
  const shares = throughShapes(given!);
  if (!isSum || shares.op.kind !== "values" || sum!.shape[3] !== groups) return null;
  const cells = cellsInWindows(sliding);
  const { values } = shares.op;
  const isMean = values.length === cells.length && cells.every((count, at) => Math.fround(1 / count) === values[at]);
  return isMean ? { x: x!, sliding } : null;
}

function throughShapes(node: Node): Node {
  let found = node;
  while (found.op.kind === "reshape" || found.op.kind === "broadcast") found = found.inputs[0]!;
  return found;
}
