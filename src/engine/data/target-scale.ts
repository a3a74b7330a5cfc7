import type { Target } from "../../project/records.ts";

/** A number of the target is mean + deviation × what the network answers; of classes nothing is scaled. */
export function scaleOf(target: Target): { readonly mean: number; readonly deviation: number } {
  const scale = target.task === "regression" ? target.standardized : undefined;
  return scale ?? { mean: 0, deviation: 1 };
}
