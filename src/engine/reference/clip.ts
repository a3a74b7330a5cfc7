import type { Clip } from "../../project/training.ts";
import type { Ops, Tensor } from "../../tensor/ops.ts";

/** What PyTorch adds to a norm before it divides by it. */
const TINY = 1e-6;

/** The Euclidean length of all of these together, a scalar. */
export function globalNorm(ops: Ops, tensors: readonly Tensor[]): Tensor {
  const squares = tensors.map((each) => ops.sum(ops.square(each)));
  return ops.sqrt(squares.reduce((sum, square) => ops.add(sum, square)));
}

/** Gradients within bounds, as PyTorch's clip_grad_value_ and clip_grad_norm_ (of each, or of all) leave them. */
export function clipped(ops: Ops, clip: Clip, gradients: readonly Tensor[]): readonly Tensor[] {
  const scaled = (gradient: Tensor, norm: Tensor) =>
    ops.multiply(gradient, ops.minimum(ops.divide(clip.limit, ops.add(norm, TINY)), 1));
  switch (clip.by) {
    case "value":
      return gradients.map((gradient) => ops.maximum(ops.minimum(gradient, clip.limit), -clip.limit));
    case "norm":
      return gradients.map((gradient) => scaled(gradient, globalNorm(ops, [gradient])));
    case "global-norm": {
      const norm = globalNorm(ops, gradients);
      return gradients.map((gradient) => scaled(gradient, norm));
    }
  }
}
