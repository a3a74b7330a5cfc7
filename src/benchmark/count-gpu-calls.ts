/** Counts what a thread asks of WebGPU, by wrapping the prototypes: independent of who calls, and of the machine's speed. */
import type { GpuCalls } from "./contest.ts";

/** Calls made while `work` runs. */
export async function countGpuCalls(work: () => Promise<unknown>): Promise<GpuCalls> {
  const calls = {
    dispatches: 0,
    submits: 0,
    uploads: 0,
    readbacks: 0,
    buffers: 0,
    bytes: 0,
    bindGroups: 0,
    pipelines: 0,
  };
  const undo = [
    wrap(GPUComputePassEncoder.prototype, "dispatchWorkgroups", () => calls.dispatches++),
    wrap(GPUQueue.prototype, "submit", () => calls.submits++),
    wrap(GPUQueue.prototype, "writeBuffer", () => calls.uploads++),
    wrap(GPUBuffer.prototype, "mapAsync", () => calls.readbacks++),
    wrap(GPUDevice.prototype, "createBuffer", (_device, made) => {
      calls.buffers++;
      // What that method gives.
      calls.bytes += (made as GPUBuffer).size;
    }),
    wrap(GPUBuffer.prototype, "destroy", ({ size }) => (calls.bytes -= size)),
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

/** `count` is told what was called and what it gave. */
function wrap<Name extends string, Held extends { [name in Name]: (...given: never[]) => unknown }>(
  prototype: Held,
  name: Name,
  count: (held: Held, result: unknown) => void,
): () => void {
  const original = prototype[name];
  Object.assign(prototype, {
    [name]: function counted(this: Held, ...given: never[]) {
      const result = original.apply(this, given);
      count(this, result);
      return result;
    },
  });
  return () => void Object.assign(prototype, { [name]: original });
}
