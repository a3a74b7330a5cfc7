/**
 * Products with few results over a great depth, as a weight's gradient over all pixels is, in parts that are computed side by
 * side and added up: there would be too little to do at once otherwise.
 */
import type { Node } from "../graph.ts";
import type { Program } from "../program.ts";
import { rewritten } from "./rewrite.ts";

/** Results that one workgroup or thread takes. */
const RESULTS = 4096;
/** Each part is at least so deep. */
const LEAST_DEPTH = 128;

/** `busy`: how many workgroups or threads there is room for. */
export function splitDepth(program: Program, busy: number): Program {
  return rewritten(program, (ops, node, inputs) => {
    const parts = partsOf(node, busy);
    if (parts === 1) return null;
    const [a, b] = [inputs[0]!, inputs[1]!];
    const [depth, rows, columns] = [a.shape[0]! / parts, a.shape[1]!, b.shape[1]!];
    const product = ops.matmul(ops.reshape(a, [parts, depth, rows]), ops.reshape(b, [parts, depth, columns]), true);
    return ops.sum(product, [0]);
  });
}

/** 1 where it stays whole. Only operands that have the depth first fall into parts as they lie in memory. */
function partsOf({ op, inputs, size }: Node, busy: number): number {
  if (op.kind !== "matmul" || !op.transposeA || op.transposeB || inputs[0]!.shape.length !== 2) return 1;
  const depth = inputs[0]!.shape[0]!;
  const most = Math.min(busy / Math.ceil(size / RESULTS), depth / LEAST_DEPTH);
  let parts = 1;
  for (let each = 2; each <= most; each++) if (depth % each === 0) parts = each;
  return parts;
}
