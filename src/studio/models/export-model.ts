/** A model of the library as a file of another program, verified before it is handed over. */
import { findDefinition } from "../../catalog/definition.ts";
import type { ExporterDefinition } from "../../catalog/exporters/exporter.ts";
import { type ExporterSelection, exporters } from "../../catalog/exporters/index.ts";
import { StudioError } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import type { ExportedFile } from "../../project/exported-file.ts";
import { modelMissing } from "../../storage/model-problems.ts";
import { sharedClient } from "../shared-thread.ts";
import { studioStore } from "../store.ts";
import { needLayers } from "./own-program.ts";
import { checkpointOf, withoutOptimizer } from "./checkpoints.ts";

/** Rejects with a `StudioError` when the model is gone or the format cannot say it, and when `signal` gives it up. */
export async function exportModel(
  modelId: string,
  selection: ExporterSelection,
  at: { readonly signal: AbortSignal; readonly onStage?: (stage: Text, fraction?: number) => void },
): Promise<ExportedFile> {
  const model = studioStore.getState().models.find(({ id }) => id === modelId);
  if (model === undefined) throw new StudioError(modelMissing(modelId));
  needLayers(model, { en: "exported in another format", zh: "导出为其他格式" });
  const whole = await checkpointOf(modelId);
  const { takesTraining } = findDefinition<ExporterDefinition>(exporters, selection.format);
  const checkpoint = takesTraining === true ? whole : withoutOptimizer(whole);
  const observer = at.onStage === undefined ? {} : { onPreparing: at.onStage };
  return sharedClient().exportModel({ model, checkpoint, selection }, { signal: at.signal, observer });
}
