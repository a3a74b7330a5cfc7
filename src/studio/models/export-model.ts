/** A model of the library as a file of another program, verified before it is handed over. */
import { findDefinition } from "../../catalog/definition.ts";
import type { ExporterDefinition } from "../../catalog/exporters/exporter.ts";
import { type ExporterSelection, exporters } from "../../catalog/exporters/index.ts";
import { StudioError } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import type { ExportedFile } from "../../project/exported-file.ts";
import { modelMissing } from "../../storage/model-problems.ts";
import { openThread } from "../../worker/open-thread.ts";
import { studioStore } from "../store.ts";
import { needLayers } from "./own-program.ts";
import { ownCheckpoint, withoutOptimizer } from "./checkpoints.ts";

/**
 * In a thread of its own, which ends with it, or at once when `signal` gives it up: the memory of a large model is given
 * back. Rejects with a `StudioError` then, and when the model is gone or the format cannot say it.
 */
export async function exportModel(
  modelId: string,
  selection: ExporterSelection,
  at: { readonly signal: AbortSignal; readonly onStage?: (stage: Text, fraction?: number) => void },
): Promise<ExportedFile> {
  const model = studioStore.getState().models.find(({ id }) => id === modelId);
  if (model === undefined) throw new StudioError(modelMissing(modelId));
  needLayers(model, { en: "exported in another format", zh: "导出为其他格式" });
  const whole = await ownCheckpoint(modelId);
  const { takesTraining } = findDefinition<ExporterDefinition>(exporters, selection.format);
  const checkpoint = takesTraining === true ? whole : withoutOptimizer(whole);
  if (at.signal.aborted) throw new StudioError(givenUp);
  const thread = openThread("export");
  const giveUp = (): void => thread.terminate(givenUp);
  at.signal.addEventListener("abort", giveUp, { once: true });
  try {
    return await thread.client.exportModel({ model, checkpoint, selection }, at.onStage);
  } finally {
    at.signal.removeEventListener("abort", giveUp);
    thread.terminate();
  }
}

const givenUp = {
  code: "cancelled",
  text: { en: "The export was given up.", zh: "导出已取消。" },
};
