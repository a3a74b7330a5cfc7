/** A LayersModel opened by TensorFlow.js as it comes, with nothing of ours. */
import * as tf from "@tensorflow/tfjs";

interface ModelFile {
  readonly modelTopology: object;
  readonly weightsManifest: readonly { readonly weights: tf.io.WeightsManifestEntry[] }[];
}

/** The model's answers to examples of this shape, the rows first. Throws what `tf.loadLayersModel` throws. */
export async function askLayersModel(
  { modelJson, weights }: { readonly modelJson: string; readonly weights: Blob },
  examples: Float32Array<ArrayBuffer>,
  shape: readonly number[],
): Promise<Float32Array> {
  // Just written, in this form.
  const { modelTopology, weightsManifest } = JSON.parse(modelJson) as ModelFile;
  const weightData = await weights.arrayBuffer();
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  const model = await tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }));
  const x = tf.tensor(examples, [...shape]);
  const y = model.predict(x);
  if (Array.isArray(y)) throw new Error("The model gives several answers");
  const values = await y.data<"float32">();
  tf.dispose([x, y]);
  model.dispose();
  return values;
}
