/** A graph as TensorFlow.js's LayersModel: model.json with the manifest of its weights, and weights.bin. */
import { type Bytes, type Pieces, bytesIn } from "../../../project/file/pieces.ts";
import { toFloat16 } from "../../../project/float16.ts";
import type { GraphLayer, GraphWeight, KerasGraph, Value } from "./keras-graph.ts";

/** How weights are stored; they are float32 again once they are read. */
export type TfjsWeights = "float32" | "float16" | "uint16" | "uint8";

export interface LayersModelFiles {
  readonly modelJson: string;
  readonly weights: Blob;
}

/** What `tf.loadLayersModel` of plain TensorFlow.js makes of the files: its answers to examples [rows, ...input]. */
export type LayersModelReader = (
  files: LayersModelFiles,
  examples: Float32Array<ArrayBuffer>,
  shape: readonly number[],
) => Promise<Float32Array>;

interface Stored {
  readonly entry: object;
  readonly bytes: Bytes;
}

/** Below this many numbers nothing is gained by a smaller format. */
const SMALLEST = 256;

/** `about`: kept in the file as what the user has defined. */
export function writeTfjs(
  graph: KerasGraph,
  format: TfjsWeights,
  about: { readonly name: string; readonly version: string; readonly card: object },
): { readonly modelJson: string; readonly weights: Pieces } {
  const stored = graph.layers.flatMap((layer) =>
    layer.weights.map((weight) => storedAs(format, `${layer.name}/${weightPath(layer, weight)}`, weight)),
  );
  const model = {
    format: "layers-model",
    generatedBy: `Descent Studio ${about.version}`,
    convertedBy: null,
    modelTopology: {
      class_name: "Model",
      config: {
        name: about.name,
        layers: [inputLayer(graph.input), ...graph.layers.map(layerConfig)],
        input_layers: [[graph.input.from, 0, 0]],
        output_layers: [[graph.output.from, 0, 0]],
      },
      keras_version: "tfjs-layers 4.22.0",
      backend: "tensor_flow.js",
    },
    weightsManifest: [{ paths: ["weights.bin"], weights: stored.map(({ entry }) => entry) }],
    userDefinedMetadata: about.card,
  };
  return { modelJson: JSON.stringify(model), weights: stored.map(({ bytes }) => bytes) };
}

function inputLayer({ from, shape }: Value): object {
  const config = { name: from, batch_input_shape: [null, ...shape], dtype: "float32", sparse: false };
  return { name: from, class_name: "InputLayer", config, inbound_nodes: [] };
}

function layerConfig({ name, className, config, inputs }: GraphLayer): object {
  return {
    name,
    class_name: className,
    config: { name, trainable: true, ...config },
    inbound_nodes: [inputs.map(({ from }) => [from, 0, 0, {}])],
  };
}

function weightPath({ className, config }: GraphLayer, { part, name }: GraphWeight): string {
  if (className !== "Bidirectional") return name;
  // As `twoWays` has written it.
  const { layer } = config as { readonly layer: { readonly config: { readonly name: string } } };
  return `${part}_${layer.config.name}/${name}`;
}

function storedAs(format: TfjsWeights, name: string, weight: GraphWeight): Stored {
  const { shape } = weight;
  const values = weight.values();
  const entry = { name, shape, dtype: "float32" };
  const isSmall = values.length < SMALLEST || shape.length < 2;
  if (format === "float32" || isSmall || weight.isFixed === true) return { entry, bytes: bytesIn(values) };
  if (format === "float16") {
    const quantization = { dtype: "float16", original_dtype: "float32" };
    return { entry: { ...entry, quantization }, bytes: bytesIn(toFloat16(values)) };
  }
  const steps = format === "uint8" ? 255 : 65_535;
  const [least, most] = values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [0, 0]);
  const scale = most === least ? 1 : (most - least) / steps;
  // 0 stays 0.
  const min = -Math.round(-least / scale) * scale;
  const level = (value: number): number => Math.min(steps, Math.max(0, Math.round((value - min) / scale)));
  const levels = format === "uint8" ? Uint8Array.from(values, level) : Uint16Array.from(values, level);
  const quantization = { dtype: format, min, scale, original_dtype: "float32" };
  return { entry: { ...entry, quantization }, bytes: bytesIn(levels) };
}
