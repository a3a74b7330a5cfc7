/** Kernels that TensorFlow.js's WebGPU backend runs slowly or wrongly, composed from those that it runs well. */
import { callKernel, replaceKernel, stockKernel } from "./replace-kernel.ts";

/** What one vector load of the fast convolution shader takes. */
const LANES = 4;

/** Call once, after the package has registered its kernels. */
export function replaceWebgpuKernels(): void {
  const conv2d = stockKernel("Conv2D", "webgpu");
  const pad = stockKernel("PadV2", "webgpu");

  // With few input channels the stock kernel leaves its vectorised shader; empty channels are cheaper than that.
  replaceKernel("Conv2D", "webgpu", conv2d, ({ x, filter }, backend, attrs) => {
    const channels = x!.shape[3]!;
    const missing = LANES - channels;
    if (missing <= 0) return callKernel(conv2d, { x: x!, filter: filter! }, backend, attrs);
    const none = [0, 0];
    const widened = (tensor: typeof x, paddings: number[][]) =>
      callKernel(pad, { x: tensor! }, backend, { paddings, constantValue: 0 });
    const wideX = widened(x, [none, none, none, [0, missing]]);
    const wideFilter = widened(filter, [none, none, [0, missing], none]);
    const y = callKernel(conv2d, { x: wideX, filter: wideFilter }, backend, attrs);
    backend.disposeData(wideX.dataId);
    backend.disposeData(wideFilter.dataId);
    return y;
  });

  // The stock kernel only gives whole numbers another name, and a shader that moves them then reads their bits wrongly.
  const cast = stockKernel("Cast", "webgpu");
  const add = stockKernel("Add", "webgpu");
  replaceKernel("Cast", "webgpu", cast, ({ x }, backend, attrs) => {
    const renamed = callKernel(cast, { x: x! }, backend, attrs);
    if (x!.dtype === "float32" || renamed.dtype !== "float32") return renamed;
    const zero = backend.makeTensorInfo([], "float32", Float32Array.of(0));
    const sum = callKernel(add, { a: renamed, b: zero }, backend, {});
    backend.disposeData(renamed.dataId);
    backend.disposeData(zero.dataId);
    return sum;
  });
}
