/**
 * Starting one of TensorFlow.js's backends, knowing why one is missing, and hearing when its device breaks. One
 * backend is on at a time in a thread; its package is loaded when it is first wanted.
 */
import { engine, env } from "@tensorflow/tfjs-core";
import { type Problem, StudioError, problemOf } from "../language/studio-error.ts";
import type { HelperThreads } from "./helper-threads.ts";
import { registerGradients } from "./gradients.ts";
import { createTfjsOps, type TfjsOps } from "./tfjs-ops.ts";
import { currentWebgpuDevice, registerWebgpu, requestAdapter } from "./webgpu-device.ts";

export const backendNames = ["webgpu", "wasm", "webgl", "cpu"] as const;
export type BackendName = (typeof backendNames)[number];

/** What a backend computes on. */
export interface Adapter {
  /** The hardware's name, where the browser tells. */
  readonly adapter?: string;
  /** True when a GPU is played by a program, such as SwiftShader. */
  readonly isSoftware: boolean;
}

export interface Device extends Adapter {
  readonly backend: BackendName;
  readonly ops: TfjsOps;
  /** Whether values can be read at once, without waiting for a queue. */
  readonly isSynchronous: boolean;
  /** The largest tensor in bytes: a larger one silently becomes zeros on a GPU. */
  readonly maximumTensorBytes: number;
  /** Set once the device has failed or was lost: nothing computed since can be trusted. */
  readonly failure: () => Problem | null;
  /** WebGPU's, shared with TensorFlow.js; null for other backends. */
  readonly gpu: GPUDevice | null;
  /** Of WebGPU, where it was measured before: what a multiplication costs in each size of tile. */
  readonly tileCosts?: readonly number[] | undefined;
  /** To compute with; null: the one that asks is all there is. */
  readonly threads: HelperThreads | null;
}

/** What a backend needs from outside. */
export interface BackendMeans {
  /** Where the SIMD binary of the wasm backend is served; Node finds its own. */
  readonly wasmUrl?: string;
  /** For what is compiled to WebAssembly. */
  readonly threads?: HelperThreads | null;
}

const SOFTWARE = /swiftshader|llvmpipe|basic render|software/i;

/** Asks what a backend would compute on without starting it: milliseconds. Throws as `startBackend` does. */
export async function probeBackend(name: BackendName): Promise<Adapter> {
  switch (name) {
    case "cpu":
    case "wasm":
      return { isSoftware: false };
    case "webgl":
      return webglAdapter();
    case "webgpu":
      return describeAdapter((await webgpuAdapter()).info);
  }
}

let areGradientsRegistered = false;

/** Turns a backend on. Throws a `StudioError` that says why it is missing on this device. */
export async function startBackend(name: BackendName, means: BackendMeans = {}): Promise<Device> {
  if (!areGradientsRegistered) {
    registerGradients();
    areGradientsRegistered = true;
  }
  try {
    switch (name) {
      case "cpu":
        await import("@tensorflow/tfjs-backend-cpu");
        return await switchTo(name, { isSoftware: false, isSynchronous: true });
      case "wasm":
        await prepareWasm(means);
        return {
          ...(await switchTo(name, { isSoftware: false, isSynchronous: true })),
          threads: means.threads ?? null,
        };
      case "webgl": {
        const adapter = webglAdapter();
        await import("@tensorflow/tfjs-backend-webgl");
        return await switchTo(name, { ...adapter, isSynchronous: false });
      }
      case "webgpu":
        return await startWebgpu();
    }
  } catch (thrown) {
    if (thrown instanceof StudioError) throw thrown;
    const cause = problemOf(thrown).cause;
    throw missing(name, `it did not start (${String(thrown)})`, `启动失败（${String(thrown)}）`, cause);
  }
}

async function switchTo(
  name: BackendName,
  about: Pick<Device, "isSoftware" | "isSynchronous"> &
    Partial<Pick<Device, "adapter" | "maximumTensorBytes" | "failure">>,
): Promise<Device> {
  // A backend that fails to start resolves to false and leaves the old one on.
  if (!(await engine().setBackend(name)) || engine().backendName !== name) {
    throw missing(name, "it did not start", "启动失败");
  }
  return {
    backend: name,
    ops: createTfjsOps(),
    maximumTensorBytes: 2 ** 31 - 1,
    failure: () => null,
    gpu: null,
    threads: null,
    ...about,
  };
}

let isWasmPrepared = false;

async function prepareWasm(means: BackendMeans): Promise<void> {
  if (isWasmPrepared) return;
  const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
  const { replaceWasmKernels } = await import("./wasm-kernels.ts");
  // Its threaded build wants workers from blobs, which our content security policy forbids; asking hangs for ever.
  env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  if (!(await env().getAsync("WASM_HAS_SIMD_SUPPORT"))) {
    throw missing("wasm", "this browser has no WebAssembly SIMD", "此浏览器不支持 WebAssembly SIMD");
  }
  if (means.wasmUrl !== undefined) {
    setWasmPaths({
      "tfjs-backend-wasm.wasm": means.wasmUrl,
      "tfjs-backend-wasm-simd.wasm": means.wasmUrl,
      "tfjs-backend-wasm-threaded-simd.wasm": means.wasmUrl,
    });
  }
  replaceWasmKernels();
  isWasmPrepared = true;
}

/** Throws a `StudioError` when there is no WebGL 2 in this thread. */
function webglAdapter(): Adapter {
  if (typeof OffscreenCanvas === "undefined") {
    throw missing("webgl", "this browser has no OffscreenCanvas", "此浏览器不支持 OffscreenCanvas");
  }
  const context = new OffscreenCanvas(1, 1).getContext("webgl2");
  if (context === null) throw missing("webgl", "this browser gives no WebGL 2 here", "此浏览器在此处不提供 WebGL 2");
  const details = context.getExtension("WEBGL_debug_renderer_info");
  const name = String(context.getParameter(details?.UNMASKED_RENDERER_WEBGL ?? context.RENDERER));
  context.getExtension("WEBGL_lose_context")?.loseContext();
  return { adapter: name, isSoftware: SOFTWARE.test(name) };
}

/** Throws a `StudioError` when there is none. */
async function webgpuAdapter(): Promise<GPUAdapter> {
  if (typeof navigator === "undefined" || !("gpu" in navigator)) {
    throw missing("webgpu", "this browser has no WebGPU", "此浏览器不支持 WebGPU");
  }
  const adapter = await requestAdapter();
  if (adapter === null) {
    throw missing("webgpu", "the browser found no graphics adapter for it", "浏览器未找到可用的图形适配器");
  }
  return adapter;
}

function describeAdapter(info: GPUAdapterInfo): Required<Adapter> {
  const words = [info.vendor, info.architecture, info.device, info.description];
  const adapter = [...new Set(words.filter((word) => word !== ""))].join(" ") || "GPU";
  return { adapter, isSoftware: info.isFallbackAdapter || SOFTWARE.test(adapter) };
}

let isWebgpuPrepared = false;

async function startWebgpu(): Promise<Device> {
  await webgpuAdapter();
  if (!isWebgpuPrepared) {
    await registerWebgpu();
    (await import("./webgpu-kernels.ts")).replaceWebgpuKernels();
    isWebgpuPrepared = true;
  }
  const device = await webgpuDevice();
  const failure = listenForFailure(device);
  return {
    backend: "webgpu",
    ops: createTfjsOps(),
    ...describeAdapter(device.adapterInfo),
    isSynchronous: false,
    maximumTensorBytes: Math.min(device.limits.maxBufferSize, device.limits.maxStorageBufferBindingSize),
    failure,
    gpu: device,
    threads: null,
  };
}

/** A working device. One that was lost stays switched on for ever: it is replaced. */
async function webgpuDevice(): Promise<GPUDevice> {
  await switchTo("webgpu", { isSoftware: false, isSynchronous: false });
  const current = currentWebgpuDevice();
  if (listenForFailure(current)() === null) return current;
  await registerWebgpu();
  await switchTo("webgpu", { isSoftware: false, isSynchronous: false });
  return currentWebgpuDevice();
}

const failures = new WeakMap<GPUDevice, { problem: Problem | null }>();

/** TensorFlow.js hears neither errors nor the loss of its device: both leave zeros behind, silently. */
function listenForFailure(device: GPUDevice): () => Problem | null {
  const known = failures.get(device);
  if (known !== undefined) return () => known.problem;
  const heard: { problem: Problem | null } = { problem: null };
  failures.set(device, heard);
  device.addEventListener("uncapturederror", (event) => {
    heard.problem ??= {
      code: "gpu-error",
      text: {
        en: `The GPU reported an error (${event.error.message}). Choose WebAssembly as the device, or a smaller batch or model.`,
        zh: `GPU 报告错误（${event.error.message}）。请改用 WebAssembly 设备，或减小批量或模型。`,
      },
      cause: event.error.message,
    };
  });
  void device.lost.then((info) => {
    heard.problem ??= {
      code: "gpu-lost",
      text: {
        en: "The GPU was lost: its driver restarted or the browser took it away. Train again, or choose WebAssembly.",
        zh: "GPU 已丢失：驱动重启或被浏览器收回。请重新训练，或改用 WebAssembly。",
      },
      cause: `${info.reason}: ${info.message}`,
    };
  });
  return () => heard.problem;
}

const titles: Readonly<Record<BackendName, string>> = {
  webgpu: "WebGPU",
  wasm: "WebAssembly",
  webgl: "WebGL",
  cpu: "CPU",
};

function missing(name: BackendName, en: string, zh: string, cause?: string): StudioError {
  return new StudioError({
    code: "backend-missing",
    text: {
      en: `${titles[name]} is not available: ${en}. Choose "auto" or another device.`,
      zh: `${titles[name]} 不可用：${zh}。请选择“自动”或其他设备。`,
    },
    ...(cause === undefined ? {} : { cause }),
  });
}
