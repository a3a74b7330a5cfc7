import { engine } from "@tensorflow/tfjs-core";
import type { Tensor } from "./ops.ts";
import { unwrap, wrap } from "./wrap.ts";

/**
 * The scalar that `compute` gives and its gradient with respect to each of `parameters`, in their order, by
 * TensorFlow.js's tape. Call inside a scope; what `compute` makes is freed unless kept. Throws when a parameter has no
 * part in the result.
 */
export function differentiate(
  compute: () => Tensor,
  parameters: readonly Tensor[],
): { readonly value: Tensor; readonly gradients: readonly Tensor[] } {
  const { value, grads } = engine().gradients(() => unwrap(compute()), parameters.map(unwrap));
  const unused = grads.findIndex((gradient: unknown) => gradient === undefined || gradient === null);
  if (unused !== -1) throw new Error(`Parameter ${unused} has no part in the result`);
  return { value: wrap(value), gradients: grads.map(wrap) };
}
