/** WebGPU in Node, by Dawn: on the machine's own driver, or on the software one that Chromium comes with. */
import { problemOf } from "../../src/language/studio-error.ts";

const FEATURES: readonly GPUFeatureName[] = ["subgroups", "shader-f16"];

/** The device, or in a sentence why there is none. */
export async function nodeGpu(): Promise<GPUDevice | string> {
  try {
    const { create, globals } = await import("webgpu");
    const gpu = create([]);
    const adapter = await gpu.requestAdapter();
    if (adapter === null) return "there is no graphics driver for it";
    // Shaders are written by what the browser's objects would tell; and Dawn ends when nobody holds its own any more.
    Object.assign(globalThis, globals);
    Object.defineProperty(globalThis, "navigator", { value: { gpu }, configurable: true });
    return await adapter.requestDevice({
      requiredLimits: { maxComputeWorkgroupStorageSize: adapter.limits.maxComputeWorkgroupStorageSize },
      requiredFeatures: FEATURES.filter((feature) => adapter.features.has(feature)),
    });
  } catch (thrown) {
    return problemOf(thrown).text.en;
  }
}
