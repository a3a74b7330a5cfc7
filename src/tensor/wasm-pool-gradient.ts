import { type NamedAttrMap, type TensorInfo, backend_util } from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";

/**
 * The gradient of max pooling, straight on the wasm heap: each output's gradient goes to the first entry of its window
 * that equals the maximum, as in PyTorch. dy and output [n, oh, ow, c], input [n, h, w, c].
 */
export function poolGradient(
  dy: TensorInfo,
  input: TensorInfo,
  output: TensorInfo,
  backend: BackendWasm,
  attrs: NamedAttrMap,
): TensorInfo {
  const info = backend_util.computePool2DInfo(
    input.shape as [number, number, number, number], // Rank 4 by the kernel's contract.
    attrs["filterSize"] as [number, number], // As `Ops.maxPool2d` wrote them.
    attrs["strides"] as [number, number],
    1,
    attrs["pad"] as "same" | "valid",
  );
  const out = backend.makeOutput(input.shape, "float32");
  // Float32 tensors have Float32Arrays; views are made after the allocation, which may move the heap.
  const [dys, xs, ys, dxs] = [dy, input, output, out].map((tensor) => backend.typedArrayFromHeap(tensor)) as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  dxs.fill(0);
  const { batchSize, inHeight, inWidth, outHeight, outWidth, inChannels: channels, strideHeight, strideWidth } = info;
  const { top, left } = info.padInfo;
  let at = 0;
  for (let picture = 0; picture < batchSize; picture++) {
    for (let y = 0; y < outHeight; y++) {
      const firstRow = Math.max(0, y * strideHeight - top);
      const endRow = Math.min(inHeight, y * strideHeight - top + info.filterHeight);
      for (let x = 0; x < outWidth; x++) {
        const firstColumn = Math.max(0, x * strideWidth - left);
        const endColumn = Math.min(inWidth, x * strideWidth - left + info.filterWidth);
        for (let channel = 0; channel < channels; channel++, at++) {
          const gradient = dys[at]!;
          if (gradient === 0) continue;
          const largest = ys[at]!;
          search: for (let row = firstRow; row < endRow; row++) {
            let cell = ((picture * inHeight + row) * inWidth + firstColumn) * channels + channel;
            for (let column = firstColumn; column < endColumn; column++, cell += channels) {
              if (xs[cell] === largest) {
                dxs[cell]! += gradient;
                break search;
              }
            }
          }
        }
      }
    }
  }
  return out;
}
