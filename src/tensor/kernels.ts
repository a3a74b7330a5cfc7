/**
 * How this folder calls TensorFlow.js: one kernel at a time, by name, through the engine that keeps the tape. The op
 * layer above it (`tf.add` and so on) is left out of the bundle: it would convert and check again what `Ops` fixes.
 */
import { type NamedAttrMap, type Tensor as TfTensor, engine } from "@tensorflow/tfjs-core";

export type { TfTensor };

/** Plain settings of a kernel; TensorFlow.js types them as its own attribute map. */
export type KernelSettings = Readonly<Record<string, unknown>>;

/** Runs a kernel with one output on the current backend; recorded when a tape is on. */
export function runKernel(
  name: string,
  inputs: Readonly<Record<string, TfTensor>>,
  settings: KernelSettings = {},
): TfTensor {
  // NamedAttrMap lists JSON-like values; every settings object here is written as a literal of those.
  return engine().runKernel<TfTensor>(name, inputs, settings as NamedAttrMap);
}

/** As `runKernel`, for a kernel whose inputs are a list. */
export function runKernelOnList(name: string, inputs: readonly TfTensor[], settings: KernelSettings): TfTensor {
  // The engine reads inputs by key, and such kernels by position: it must be an array, which its type does not say.
  return runKernel(name, inputs as unknown as Readonly<Record<string, TfTensor>>, settings);
}

/** As `runKernel`, for a kernel that gives a list. */
export function runKernelToList(
  name: string,
  inputs: Readonly<Record<string, TfTensor>>,
  settings: KernelSettings,
): readonly TfTensor[] {
  // As in `runKernel`.
  return engine().runKernel<TfTensor[]>(name, inputs, settings as NamedAttrMap);
}

/** A new tensor with these values, copied to the current backend. */
export function makeTensor(
  values: Float32Array | Int32Array,
  shape: readonly number[],
  dtype: "float32" | "int32" = "float32",
): TfTensor {
  return engine().makeTensor(values, [...shape], dtype);
}

/** A new tensor with one value everywhere. */
export function filled(shape: readonly number[], value: number): TfTensor {
  return runKernel("Fill", {}, { shape: [...shape], value, dtype: "float32" });
}
