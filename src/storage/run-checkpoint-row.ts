import { trainedModelSchema } from "../project/records.ts";
import { type RunCheckpoint, runMemorySchema } from "../project/run-checkpoint.ts";
import { fromRow, savedWeights } from "./checkpoint-row.ts";
import type { RunCheckpointRow } from "./database.ts";

export function toRunRow(runId: string, { weights, best, memory, model }: RunCheckpoint): RunCheckpointRow {
  return { runId, weights: savedWeights(weights), best: best === null ? null : savedWeights(best), memory, model };
}

/** Throws when the row is not one that the studio has written. */
export function fromRunRow({ weights, best, memory, model }: RunCheckpointRow): RunCheckpoint {
  return {
    weights: fromRow(weights),
    best: best === null ? null : fromRow(best),
    memory: runMemorySchema.parse(memory),
    model: trainedModelSchema.parse(model),
  };
}
