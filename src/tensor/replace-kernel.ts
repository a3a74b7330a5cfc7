/** Putting kernels of ours in the place of a backend's own, composed from those that it runs well. */
import {
  type KernelBackend,
  type KernelConfig,
  type NamedAttrMap,
  type TensorInfo,
  getKernel,
  registerKernel,
  unregisterKernel,
} from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";

interface Backends {
  readonly wasm: BackendWasm;
  readonly webgpu: WebGPUBackend;
}

export type KernelInputs = Readonly<Record<string, TensorInfo>>;

/** The kernel as the package registered it. Throws when a version of the package no longer has it. */
export function stockKernel(name: string, backend: keyof Backends): KernelConfig {
  const config = getKernel(name, backend);
  if (config === undefined) throw new Error(`The ${backend} backend has no ${name} kernel`);
  return config;
}

/** Runs a kernel outside the tape; whoever calls disposes what it gives. */
export function callKernel(
  kernel: KernelConfig,
  inputs: KernelInputs,
  backend: KernelBackend,
  attrs: object,
): TensorInfo {
  // Kernels used here have one output; settings are written as literals of the values that they accept.
  return kernel.kernelFunc({ inputs: { ...inputs }, backend, attrs: attrs as NamedAttrMap }) as TensorInfo;
}

/** Registers `implementation`; in the place of `replaced`, where there is one, keeping its set-up. */
export function replaceKernel<Name extends keyof Backends>(
  name: string,
  backendName: Name,
  replaced: KernelConfig | undefined,
  implementation: (inputs: KernelInputs, backend: Backends[Name], attrs: NamedAttrMap) => TensorInfo,
): void {
  if (replaced !== undefined) unregisterKernel(name, backendName);
  registerKernel({
    ...replaced,
    kernelName: name,
    backendName,
    // The engine passes the backend of the name above and settings that were given.
    kernelFunc: ({ inputs, backend, attrs }) =>
      implementation(inputs as KernelInputs, backend as Backends[Name], attrs as NamedAttrMap),
  });
}
