import { StudioError } from "../../language/studio-error.ts";
import type { Sampling } from "../../project/generation.ts";
import { modelMissing } from "../../storage/model-problems.ts";
import { sharedClient } from "../shared-thread.ts";
import { studioStore } from "../store.ts";
import { checkpointOf, withoutOptimizer } from "./checkpoints.ts";

/**
 * Has a model write texts; resolves with them, without their prompt. `onText`: what each has got since the last time.
 * Aborting ends it with what is written by then. Rejects with a sentence when the model cannot write, or is gone.
 */
export async function writeTexts(
  modelId: string,
  sampling: Sampling,
  signal: AbortSignal,
  onText: (pieces: readonly string[]) => void,
): Promise<readonly string[]> {
  const model = studioStore.getState().models.find((candidate) => candidate.id === modelId);
  if (model === undefined) throw new StudioError(modelMissing(modelId));
  const checkpoint = withoutOptimizer(await checkpointOf(modelId));
  return sharedClient().writeTexts({ model, checkpoint, sampling }, signal, onText);
}
