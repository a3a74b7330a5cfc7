import { StudioError } from "../../language/studio-error.ts";
import type { Prediction, PredictionRow } from "../../project/records.ts";
import { modelMissing } from "../../storage/model-problems.ts";
import { checkpointOf, withoutOptimizer } from "./checkpoints.ts";
import { sharedClient } from "../shared-thread.ts";
import { studioStore } from "../store.ts";

/** What the model says of each row, in their order. Rejects with a sentence that names the row and column at fault. */
export async function predictRows(modelId: string, rows: readonly PredictionRow[]): Promise<readonly Prediction[]> {
  const model = studioStore.getState().models.find((candidate) => candidate.id === modelId);
  if (model === undefined) throw new StudioError(modelMissing(modelId));
  if (rows.length === 0) return [];
  return sharedClient().predict(model, withoutOptimizer(await checkpointOf(modelId)), rows);
}
