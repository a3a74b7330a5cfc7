/**
 * Kernels that TensorFlow.js's wasm backend lacks or runs slowly, composed from those it runs well (XNNPACK's
 * convolution and matrix product). Registered in place of the stock ones before the backend starts.
 */
import { type NamedAttrMap, type TensorInfo, backend_util } from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { callKernel as call, replaceKernel, stockKernel } from "./replace-kernel.ts";
import { depthwiseFilterGradient, depthwiseInputGradient } from "./wasm-depthwise.ts";
import { poolGradient } from "./wasm-pool-gradient.ts";

/** How a convolution slides: TensorFlow.js's own arithmetic for output size and padding. */
function slide(inputShape: readonly number[], filterShape: readonly number[], attrs: NamedAttrMap) {
  return backend_util.computeConv2DInfo(
    // Rank 4 by the kernel's contract.
    inputShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    // As `Ops.conv2d` wrote them.
    attrs["strides"] as [number, number],
    1,
    attrs["pad"] as "same" | "valid",
  );
}

/** Call once, after the wasm package has registered its kernels and before its backend starts. */
export function replaceWasmKernels(): void {
  const conv2d = stockKernel("Conv2D", "wasm");
  const transposeKernel = stockKernel("Transpose", "wasm");
  const matmulKernel = stockKernel("BatchMatMul", "wasm");
  const inputGradient = stockKernel("Conv2DBackpropInput", "wasm");

  const transpose = (x: TensorInfo, perm: readonly number[], backend: BackendWasm): TensorInfo =>
    call(transposeKernel, { x }, backend, { perm });

  // The stock kernel keeps what it has prepared for a right side by its memory alone: the same numbers in another shape
  // would be multiplied in the old one, and written past the end.
  const preparedFor = new WeakMap<object, string>();
  const multiply = (a: TensorInfo, b: TensorInfo, backend: BackendWasm, attrs: object): TensorInfo => {
    const shape = b.shape.join();
    const prepared = preparedFor.get(b.dataId) ?? shape;
    if (prepared === shape) {
      preparedFor.set(b.dataId, shape);
      return call(matmulKernel, { a, b }, backend, attrs);
    }
    const copied = copy(b, backend);
    const product = call(matmulKernel, { a, b: copied }, backend, attrs);
    backend.disposeData(copied.dataId);
    return product;
  };

  // With a transposed operand the stock kernel leaves XNNPACK for a plain loop; transposing first is far faster.
  replaceKernel("BatchMatMul", "wasm", matmulKernel, ({ a, b }, backend, attrs) => {
    const isPlain = a!.shape.length === 2 && b!.shape.length === 2;
    if (!isPlain) return multiply(a!, b!, backend, attrs);
    const left = attrs["transposeA"] === true ? transpose(a!, [1, 0], backend) : a!;
    const right = attrs["transposeB"] === true ? transpose(b!, [1, 0], backend) : b!;
    const product = multiply(left, right, backend, { transposeA: false, transposeB: false });
    if (left !== a) backend.disposeData(left.dataId);
    if (right !== b) backend.disposeData(right.dataId);
    return product;
  });

  // dW[i, j, c, f] = sum over n, y, x of input[n, y s + i, x s + j, c] dy[n, y, x, f]: a convolution again, with
  // channels as pictures, pictures as channels, dy as the kernel and the stride as its dilation.
  replaceKernel("Conv2DBackpropFilter", "wasm", undefined, ({ x, dy }, backend, attrs) => {
    const filterShape = attrs["filterShape"] as number[]; // As the gradient rule wrote it.
    const info = slide(x!.shape, filterShape, attrs);
    const { top, left } = info.padInfo;
    // What the window really reaches: rows beyond it (when the stride does not divide) are not part of the sum.
    const bottom = (info.outHeight - 1) * info.strideHeight + info.filterHeight - info.inHeight - top;
    const right = (info.outWidth - 1) * info.strideWidth + info.filterWidth - info.inWidth - left;
    const pictures = transpose(x!, [3, 1, 2, 0], backend);
    const kernel = transpose(dy!, [1, 2, 0, 3], backend);
    const settings = {
      strides: [1, 1],
      dilations: [info.strideHeight, info.strideWidth],
      pad: [
        [0, 0],
        [top, Math.max(0, bottom)],
        [left, Math.max(0, right)],
        [0, 0],
      ],
      dataFormat: "NHWC",
    };
    const product = call(conv2d, { x: pictures, filter: kernel }, backend, settings);
    backend.disposeData(pictures.dataId);
    backend.disposeData(kernel.dataId);
    const cropped = crop(product, info.filterHeight, info.filterWidth, backend);
    const gradient = transpose(cropped, [1, 2, 0, 3], backend);
    backend.disposeData(cropped.dataId);
    return gradient;
  });

  // With stride 1 the gradient of the input is a convolution of dy with the kernel turned by half a turn.
  replaceKernel("Conv2DBackpropInput", "wasm", inputGradient, ({ dy, filter }, backend, attrs) => {
    const inputShape = attrs["inputShape"] as number[]; // As the gradient rule wrote it.
    const info = slide(inputShape, filter!.shape, attrs);
    if (info.strideHeight !== 1 || info.strideWidth !== 1) {
      return call(inputGradient, { dy: dy!, filter: filter! }, backend, attrs);
    }
    const turned = turn(filter!, backend);
    const { top, bottom, left, right } = info.padInfo;
    const settings = {
      strides: [1, 1],
      dilations: [1, 1],
      pad: [
        [0, 0],
        [info.filterHeight - 1 - top, info.filterHeight - 1 - bottom],
        [info.filterWidth - 1 - left, info.filterWidth - 1 - right],
        [0, 0],
      ],
      dataFormat: "NHWC",
    };
    const gradient = call(conv2d, { x: dy!, filter: turned }, backend, settings);
    backend.disposeData(turned.dataId);
    return gradient;
  });

  replaceKernel("MaxPoolGrad", "wasm", stockKernel("MaxPoolGrad", "wasm"), ({ dy, input, output }, backend, attrs) =>
    poolGradient(dy!, input!, output!, backend, attrs),
  );
  replaceKernel("DepthwiseConv2dNativeBackpropInput", "wasm", undefined, ({ dy, filter }, backend, attrs) =>
    depthwiseInputGradient(dy!, filter!, backend, attrs),
  );
  replaceKernel("DepthwiseConv2dNativeBackpropFilter", "wasm", undefined, ({ x, dy }, backend, attrs) =>
    depthwiseFilterGradient(x!, dy!, backend, attrs),
  );
}

function copy(x: TensorInfo, backend: BackendWasm): TensorInfo {
  const out = backend.makeOutput(x.shape, "float32");
  floats(out, backend).set(floats(x, backend));
  return out;
}

/** The first rows and columns of [n, h, w, c]; gives `x` itself when nothing is to be cut off. */
function crop(x: TensorInfo, height: number, width: number, backend: BackendWasm): TensorInfo {
  const [n, h, w, c] = x.shape as [number, number, number, number]; // Rank 4 by construction.
  if (h === height && w === width) return x;
  const out = backend.makeOutput([n, height, width, c], "float32");
  const from = floats(x, backend);
  const to = floats(out, backend);
  for (let picture = 0; picture < n; picture++) {
    for (let row = 0; row < height; row++) {
      const begin = (picture * h + row) * w * c;
      to.set(from.subarray(begin, begin + width * c), (picture * height + row) * width * c);
    }
  }
  backend.disposeData(x.dataId);
  return out;
}

/** [kh, kw, c, f] turned by half a turn, with channels and filters exchanged: [kh, kw, f, c]. */
function turn(filter: TensorInfo, backend: BackendWasm): TensorInfo {
  const [height, width, channels, filters] = filter.shape as [number, number, number, number]; // Rank 4.
  const out = backend.makeOutput([height, width, filters, channels], "float32");
  const from = floats(filter, backend);
  const to = floats(out, backend);
  const area = channels * filters;
  for (let cell = 0; cell < height * width; cell++) {
    const source = (height * width - 1 - cell) * area;
    for (let channel = 0; channel < channels; channel++) {
      for (let each = 0; each < filters; each++) {
        to[cell * area + each * channels + channel] = from[source + channel * filters + each]!;
      }
    }
  }
  return out;
}

/** The tensor's memory. Make it after every allocation: growing the heap detaches older views. */
function floats(x: TensorInfo, backend: BackendWasm): Float32Array {
  // A float32 tensor has a Float32Array.
  return backend.typedArrayFromHeap(x) as Float32Array;
}
