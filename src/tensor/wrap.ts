/** The two names of one thing: what layers hold as a `Tensor` is a tensor of TensorFlow.js. */
import type { TfTensor } from "./kernels.ts";
import type { Tensor } from "./ops.ts";

/** Every `Tensor` that layers hold came through `wrap`. */
export function unwrap(tensor: Tensor): TfTensor {
  return tensor as unknown as TfTensor;
}

/** TensorFlow.js knows more dtypes (string, complex64) than any kernel run here gives. */
export function wrap(tensor: TfTensor): Tensor {
  return tensor as unknown as Tensor;
}
