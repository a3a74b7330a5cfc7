/**
 * The device that TensorFlow.js and the compiled trainer share. TensorFlow.js's own factory knows nothing of subgroups and half
 * precision, so it is given one that asks for them where the adapter has them; limits are the adapter's.
 */
import { engine } from "@tensorflow/tfjs-core";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";

const FEATURES: readonly GPUFeatureName[] = ["subgroups", "shader-f16"];
const LIMITS = [
  "maxBufferSize",
  "maxStorageBufferBindingSize",
  "maxComputeWorkgroupStorageSize",
  "maxComputeWorkgroupsPerDimension",
  "maxComputeWorkgroupSizeX",
  "maxComputeInvocationsPerWorkgroup",
] as const satisfies readonly (keyof GPUSupportedLimits)[];

/** Null when the browser finds no adapter. */
export function requestAdapter(): Promise<GPUAdapter | null> {
  return navigator.gpu.requestAdapter({ powerPreference: "high-performance" });
}

/** Loads the package and puts our factory in its own one's place, and that of a backend whose device is lost. */
export async function registerWebgpu(): Promise<void> {
  const { WebGPUBackend: Backend } = await import("@tensorflow/tfjs-backend-webgpu");
  const create = async () => {
    const adapter = await requestAdapter();
    if (adapter === null) throw new Error("The graphics adapter is gone");
    const device = await adapter.requestDevice({
      requiredFeatures: FEATURES.filter((feature) => adapter.features.has(feature)),
      requiredLimits: Object.fromEntries(LIMITS.map((limit) => [limit, adapter.limits[limit]])),
    });
    return new Backend(device, adapter.info);
  };
  engine().removeBackend("webgpu");
  engine().registerBackend("webgpu", create);
}

/** Of the backend that is on. */
export function currentWebgpuDevice(): GPUDevice {
  // The backend of this name is that package's class.
  return (engine().findBackend("webgpu") as WebGPUBackend).device;
}
