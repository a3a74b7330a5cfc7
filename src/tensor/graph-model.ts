/** A graph model of TensorFlow.js, asked by TensorFlow.js on the backend that is on. */
import { type Tensor as TfjsTensor, io, tensor } from "@tensorflow/tfjs-core";

export interface GraphModelFiles {
  /** The parsed `model.json`. */
  readonly json: Readonly<Record<string, unknown>>;
  /** The binary files in the order of its manifest, end to end. */
  readonly weights: ArrayBuffer;
}

export interface GraphAsked {
  readonly input: string;
  readonly output: string;
  readonly element: "float32" | "int32";
  /** With the examples before it. */
  readonly shape: readonly number[];
}

/** Its numbers for these. Throws what TensorFlow.js says of an operation or shape that it does not know. */
export async function askGraphModel(
  files: GraphModelFiles,
  at: GraphAsked,
  values: Float32Array,
): Promise<Float32Array> {
  const { loadGraphModel } = await import("@tensorflow/tfjs-converter");
  const { modelTopology, format, signature, weightsManifest, userDefinedMetadata } = files.json;
  // Checked by whoever took the file in; TensorFlow.js reads the rest of it itself.
  const manifest = weightsManifest as io.WeightsManifestConfig;
  const model = await loadGraphModel(
    io.fromMemory({
      modelTopology: modelTopology as object,
      format: format as string,
      signature: signature as object,
      userDefinedMetadata: userDefinedMetadata as Record<string, unknown>,
      weightSpecs: manifest.flatMap(({ weights }) => weights),
      weightData: files.weights,
    }),
  );
  const x = tensor(values, [...at.shape], at.element);
  try {
    // One output is asked for, so that one comes.
    const y = model.execute({ [at.input]: x }, at.output) as TfjsTensor;
    const answers = await y.data();
    y.dispose();
    return Float32Array.from(answers);
  } finally {
    x.dispose();
    model.dispose();
  }
}
