import type { Text } from "../language/text.ts";
import type { RunSummary } from "./records.ts";

/** Of a model that no run here has trained. */
export function emptySummary(id: string, name: string, reason: Text): RunSummary {
  return {
    id,
    name,
    status: "finished",
    reason,
    modelId: id,
    backend: "cpu",
    trainer: "reference",
    steps: 0,
    epochs: 0,
    examples: 0,
    elapsedMs: 0,
    finalLoss: null,
    validation: {},
    test: {},
  };
}
