/** Gradients of depthwise convolution, straight on the wasm heap; TensorFlow.js's wasm backend has none. */
import { type NamedAttrMap, type TensorInfo, backend_util } from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";

/** dL/dx [n, h, w, c] from dy [n, oh, ow, c m] and the kernel [kh, kw, c, m]. */
export function depthwiseInputGradient(
  dy: TensorInfo,
  filter: TensorInfo,
  backend: BackendWasm,
  attrs: NamedAttrMap,
): TensorInfo {
  const inputShape = attrs["inputShape"] as number[]; // As the gradient rule wrote it.
  const out = backend.makeOutput(inputShape, "float32");
  const [dys, weights, dxs] = views(backend, dy, filter, out);
  dxs.fill(0);
  forEachTap(inputShape, filter.shape, attrs, (x, w, y) => {
    dxs[x]! += weights[w]! * dys[y]!;
  });
  return out;
}

/** dL/dkernel [kh, kw, c, m] from x [n, h, w, c] and dy [n, oh, ow, c m]. */
export function depthwiseFilterGradient(
  x: TensorInfo,
  dy: TensorInfo,
  backend: BackendWasm,
  attrs: NamedAttrMap,
): TensorInfo {
  const filterShape = attrs["filterShape"] as number[]; // As the gradient rule wrote it.
  const out = backend.makeOutput(filterShape, "float32");
  const [xs, dys, gradient] = views(backend, x, dy, out);
  gradient.fill(0);
  forEachTap(x.shape, filterShape, attrs, (from, w, y) => {
    gradient[w]! += xs[from]! * dys[y]!;
  });
  return out;
}

/** Memory of float32 tensors. Made after every allocation, which may move the heap. */
function views(backend: BackendWasm, ...tensors: readonly [TensorInfo, TensorInfo, TensorInfo]) {
  // One each, and float32 all of them.
  return tensors.map((tensor) => backend.typedArrayFromHeap(tensor)) as [Float32Array, Float32Array, Float32Array];
}

/** Calls `visit` with the flat places in x, kernel and y of every product that the convolution adds up. */
function forEachTap(
  inputShape: readonly number[],
  filterShape: readonly number[],
  attrs: NamedAttrMap,
  visit: (x: number, kernel: number, y: number) => void,
): void {
  const info = backend_util.computeConv2DInfo(
    // Rank 4 by the kernel's contract.
    inputShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    // As `Ops.depthwiseConv2d` wrote them.
    attrs["strides"] as [number, number],
    1,
    attrs["pad"] as "same" | "valid",
    undefined,
    true,
  );
  const { inHeight, inWidth, inChannels: channels, outHeight, outWidth, filterHeight, filterWidth } = info;
  const multiplier = filterShape[3]!;
  for (let picture = 0; picture < info.batchSize; picture++) {
    for (let oy = 0; oy < outHeight; oy++) {
      for (let ox = 0; ox < outWidth; ox++) {
        const toY = ((picture * outHeight + oy) * outWidth + ox) * channels * multiplier;
        for (let ky = 0; ky < filterHeight; ky++) {
          const iy = oy * info.strideHeight - info.padInfo.top + ky;
          if (iy < 0 || iy >= inHeight) continue;
          for (let kx = 0; kx < filterWidth; kx++) {
            const ix = ox * info.strideWidth - info.padInfo.left + kx;
            if (ix < 0 || ix >= inWidth) continue;
            const toX = ((picture * inHeight + iy) * inWidth + ix) * channels;
            const toKernel = (ky * filterWidth + kx) * channels * multiplier;
            for (let each = 0; each < channels * multiplier; each++) {
              visit(toX + Math.floor(each / multiplier), toKernel + each, toY + each);
            }
          }
        }
      }
    }
  }
}
