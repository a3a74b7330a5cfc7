/** What a network's numbers for a row say. */
import type { ModelRecord, Prediction } from "../project/records.ts";
import type { EncodedExamples } from "./data/encode-examples.ts";

export type PredictingModel = Pick<ModelRecord, "layers" | "inputs" | "target" | "preprocess">;

/** One row's answer, from what the network gives for it and what it was given. */
export function predictionOf(
  { target }: Pick<PredictingModel, "target">,
  outputs: Float32Array,
  inputs: Float32Array,
  { bytesOf }: EncodedExamples,
): Prediction {
  switch (target.task) {
    case "regression":
      return { value: outputs[0]! };
    case "classification":
      return chosenOf(target.classes, outputs);
    case "reconstruction":
      return { values: [...(bytesOf?.(outputs) ?? outputs)], error: meanSquare(outputs, inputs) };
    case "generation": {
      // What follows the whole text stands at the place of its last token, or of the 0 before an empty one.
      const place = Math.max(
        0,
        inputs.findLastIndex((token) => token > 0),
      );
      const width = target.tokens.length;
      const shares = outputs.subarray(place * width, (place + 1) * width);
      // The end of a text goes by "", and what is not known has no name to go by.
      return chosenOf([target.tokens[0]!, ...target.tokens.slice(2)], Float32Array.of(shares[0]!, ...shares.slice(2)));
    }
  }
}

function chosenOf(names: readonly string[], probabilities: Float32Array): Prediction {
  const best = probabilities.indexOf(Math.max(...probabilities));
  return {
    label: names[best]!,
    probabilities: Object.fromEntries(names.map((name, index) => [name, probabilities[index]!])),
  };
}

/** How far apart, as the network sees them. */
function meanSquare(outputs: Float32Array, inputs: Float32Array): number {
  return outputs.reduce((sum, value, at) => sum + (value - inputs[at]!) ** 2, 0) / outputs.length;
}
