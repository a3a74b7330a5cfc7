/** Padded texts: where the masks of an embedding end in Keras, and where here. */
import type { PlannedLayer } from "../../catalog/layers/layer.ts";

/** Each step by itself, masked or not, there and here. */
const stepwise: ReadonlySet<string> = new Set([
  "dense",
  "activation",
  "leaky-relu",
  "prelu",
  "elu",
  "dropout",
  "spatial-dropout1d",
  "gaussian-noise",
  "gaussian-dropout",
  "batch-normalization",
  "layer-normalization",
  "group-normalization",
  "rms-normalization",
]);

/**
 * The place of the first layer that answers otherwise in Keras, behind an embedding that masks; null where none does. Here a
 * mask goes on as long as the sequence keeps its length; there it ends at layers that know of none, such as convolutions.
 */
export function paddedOtherwise(layers: readonly PlannedLayer[]): number | null {
  // "both": masked there and here; "apart": the same, but what stands at padded steps differs; "here": masked here alone.
  let masked: "nowhere" | "both" | "apart" | "here" = "nowhere";
  let steps: number | undefined;
  for (const [at, { selection, plan }] of layers.entries()) {
    const { type } = selection;
    const isSequence = plan.output.length > 1;
    if (type === "embedding" && selection["maskZero"] === true) {
      [masked, steps] = ["both", plan.output[0]];
    } else if (masked === "nowhere" || stepwise.has(type)) {
      continue;
    } else if (["simple-rnn", "lstm", "gru", "bidirectional", "multi-head-attention"].includes(type)) {
      if (masked === "here") return at;
      const isApart = type === "bidirectional" || type === "multi-head-attention";
      masked = !isSequence ? "nowhere" : isApart ? "apart" : "both";
    } else if (type === "global-average-pooling1d") {
      if (masked === "here") return at;
      masked = "nowhere";
    } else if (plan.inner !== undefined) {
      const isStepwise = Object.values(plan.inner).every((list) =>
        list.layers.every(({ selection: own }) => stepwise.has(own.type)),
      );
      if (!isStepwise) return at;
    } else {
      if (masked === "apart" || type === "global-max-pooling1d" || type === "attention") return at;
      masked = isSequence && plan.output[0] === steps ? "here" : "nowhere";
    }
  }
  return null;
}
