/** Weights as an ONNX file holds them. Their arithmetic stays float32: what is stored smaller is widened in the graph. */
import { bytesIn } from "../../../project/file/pieces.ts";
import type { Shape } from "../../../tensor/ops.ts";
import { toFloat16 } from "../../../project/float16.ts";
import { ELEMENT, type OnnxGraph, type OnnxTensor } from "./onnx-graph.ts";

export const weightFormats = ["float32", "float16", "int8"] as const;
export type WeightFormat = (typeof weightFormats)[number];

/** Below this many numbers nothing is gained by a smaller format. */
const SMALLEST = 256;

export function addWeights(
  graph: OnnxGraph,
  name: string,
  { shape, values }: { readonly shape: Shape; readonly values: Float32Array },
  format: WeightFormat,
): string {
  const isSmall = values.length < SMALLEST || shape.length < 2;
  if (format === "float32" || isSmall) return graph.initializer(name, float32(shape, values));
  if (format === "float16") {
    const halves = toFloat16(values);
    graph.initializer(`${name}/float16`, { element: "float16", shape, bytes: bytesIn(halves) });
    return graph.node("Cast", [`${name}/float16`], { to: { int: ELEMENT.float32 } });
  }
  const { bytes, scales } = quantized(values, shape.at(-1)!);
  graph.initializer(`${name}/int8`, { element: "int8", shape, bytes: bytesIn(bytes) });
  graph.initializer(`${name}/scale`, float32([scales.length], scales));
  return graph.node("DequantizeLinear", [`${name}/int8`, `${name}/scale`], { axis: { int: shape.length - 1 } });
}

export function float32(shape: Shape, values: Float32Array): OnnxTensor {
  return { element: "float32", shape, bytes: bytesIn(values) };
}

/** Symmetric, one scale for each entry of the last axis: the layer's outputs, as kernels are laid out here. */
function quantized(values: Float32Array, channels: number): { bytes: Int8Array<ArrayBuffer>; scales: Float32Array } {
  const largest = new Float32Array(channels);
  values.forEach((value, at) => {
    largest[at % channels] = Math.max(largest[at % channels]!, Math.abs(value));
  });
  const scales = largest.map((most) => (most === 0 ? 1 : most / 127));
  return { bytes: Int8Array.from(values, (value, at) => Math.round(value / scales[at % channels]!)), scales };
}
