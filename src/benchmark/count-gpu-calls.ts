/** Counts what a thread asks of WebGPU, by wrapping the prototypes: independent of who calls, and of the machine's speed. */
import type { GpuCalls } from "./contest.ts";

/** Calls made while `work` runs. */
export async function countGpuCalls(work: () => Promise<unknown>): Promise<GpuCalls> {
  const calls = { dispatches: 0, submits: 0, uploads: 0, readbacks: 0, buffers: 0, bindGroups: 0, pipelines: 0 };
  const undo = [
    wrap(GPUComputePassEncoder.prototype, "dispatchWorkgroups", () => calls.dispatches++),
    wrap(GPUQueue.prototype, "submit", () => calls.submits++),
    wrap(GPUQueue.prototype, "writeBuffer", () => calls.uploads++),
    wrap(GPUBuffer.prototype, "mapAsync", () => calls.readbacks++),
    wrap(GPUDevice.prototype, "createBuffer", () => calls.buffers++),
    wrap(GPUDevice.prototype, "createBindGroup", () => calls.bindGroups++),
    wrap(GPUDevice.prototype, "createComputePipelineAsync", () => calls.pipelines++),
  ];
  try {
    await work();
  } finally {
    for (const restore of undo) restore();
  }
  return calls;
}

function wrap<Name extends string>(
  prototype: { [name in Name]: (...given: never[]) => unknown },
  name: Name,
  count: () => void,
): () => void {
  const original = prototype[name];
  prototype[name] = function counted(this: unknown, ...given: never[]) {
    count();
    return original.apply(this, given);
  };
  return () => {
    prototype[name] = original;
  };
}
