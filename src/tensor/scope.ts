/**
 * Who owns a tensor. Inside `scoped` everything made is freed at its end but what it returns; `keep` takes a tensor
 * out of every scope, and whoever keeps one disposes it.
 */
import { engine } from "@tensorflow/tfjs-core";
import type { Tensor } from "./ops.ts";
import { makeTensor } from "./kernels.ts";
import { unwrap, wrap } from "./wrap.ts";

/** Frees everything made in `make` except kept tensors. `make` must not be asynchronous. */
export function scoped<Result>(make: () => Result): Result {
  engine().startScope();
  try {
    return make();
  } finally {
    engine().endScope();
  }
}

/** Takes a tensor out of the scopes around it: the caller disposes it. */
export function keep(tensor: Tensor): Tensor {
  engine().keep(unwrap(tensor));
  return tensor;
}

/** Frees tensors that `keep` took out. */
export function dispose(tensors: Iterable<Tensor>): void {
  for (const tensor of tensors) unwrap(tensor).dispose();
}

/** Copies values to the device; the surrounding scope frees them. */
export function upload(values: Float32Array | Int32Array, shape: readonly number[]): Tensor {
  return wrap(makeTensor(values, shape, values instanceof Int32Array ? "int32" : "float32"));
}

/** Reads values back without stalling the device. */
export async function download(tensor: Tensor): Promise<Float32Array> {
  // Only float32 tensors are read.
  return unwrap(tensor).data<"float32">();
}

/** What the engine holds now, to test for leaks and to show. */
export function deviceMemory(): { readonly tensors: number; readonly bytes: number } {
  const { numTensors, numBytes } = engine().memory();
  return { tensors: numTensors, bytes: numBytes };
}
