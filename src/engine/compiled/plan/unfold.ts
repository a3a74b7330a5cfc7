/**
 * Convolutions as products of matrices. What the window sees is laid out in memory once, read by the convolution and by its
 * kernel's gradient, so that neither computes where its operands lie; or only the kernel's gradient becomes a product, which
 * then falls into parts as others do, and nothing is laid out.
 */
import { sizeOf } from "../../../catalog/layers/layer.ts";
import type { Node } from "../graph.ts";
import type { Program } from "../program.ts";
import type { Recorder } from "../record-ops.ts";
import type { Sliding } from "../sliding.ts";
import { rewritten } from "./rewrite.ts";

/** How many numbers may be laid out; those that do not fit stay convolutions, and so do those in groups. */
export interface Unfolding {
  readonly stored: number;
}

export function unfoldConvolutions(program: Program, { stored }: Unfolding): Program {
  let left = stored;
  const known = new Set<string>();
  const fits = (key: string, size: number): boolean => {
    if (known.has(key)) return true;
    if (size > left) return false;
    known.add(key);
    left -= size;
    return true;
  };
  return rewritten(program, (ops, node, inputs) => {
    const { op } = node;
    if (op.kind !== "conv2d" && op.kind !== "conv2dInput" && op.kind !== "conv2dKernel") return null;
    const [first, second] = [inputs[0]!, inputs[1]!];
    const { sliding, groups } = op;
    const kernel = op.kind === "conv2dKernel" ? node.shape : second.shape;
    const [depth, filters] = [sizeOf(kernel.slice(0, 3)), kernel[3]!];
    const places = first.shape[0]! * sizeOf(sliding.output);
    const key = op.kind === "conv2dInput" ? `fold ${node.id}` : `unfold ${first.id} ${JSON.stringify(sliding)}`;
    if (groups !== 1) return null;
    const isStored = fits(key, places * depth);
    if (!isStored && op.kind !== "conv2dKernel") return null;
    switch (op.kind) {
      case "conv2d": {
        const product = ops.matmul(rowsOf(ops, first, sliding, isStored), ops.reshape(second, [depth, filters]));
        return ops.reshape(product, node.shape);
      }
      case "conv2dInput": {
        const dy = ops.reshape(first, [places, filters]);
        const product = ops.matmul(dy, ops.reshape(second, [depth, filters]), false, true);
        return isPointwise(sliding) ? ops.reshape(product, node.shape) : ops.fold(product, sliding, node.shape);
      }
      case "conv2dKernel": {
        const dy = ops.reshape(second, [places, filters]);
        return ops.reshape(ops.matmul(rowsOf(ops, first, sliding, isStored), dy, true), node.shape);
      }
    }
  });
}

function rowsOf(ops: Recorder, picture: Node, sliding: Sliding, isStored: boolean): Node {
  if (!isPointwise(sliding)) return ops.unfold(picture, sliding, isStored);
  return ops.reshape(picture, [picture.size / picture.shape[3]!, picture.shape[3]!]);
}

/** One cell seen at a time, each once. */
function isPointwise({ input, output, window }: Sliding): boolean {
  return sizeOf(window) === 1 && String(input) === String(output);
}
