import { architectures } from "../../catalog/architectures/index.ts";
import { importers } from "../../catalog/importers/index.ts";
import { layers } from "../../catalog/layers/index.ts";
import { optimizers } from "../../catalog/optimizers/index.ts";
import { preprocessors } from "../../catalog/preprocessors/index.ts";
import type { Definition } from "../../catalog/definition.ts";
import type { Formats } from "../../language/format.ts";
import type { Text } from "../../language/text.ts";
import { trainingSchema } from "../../project/project.ts";
import type { ModelRecord } from "../../project/records.ts";
import { dataTitle } from "../../studio/data/data-title.ts";
import type { StudioState } from "../../studio/state.ts";
import { hasLayers } from "../../studio/models/own-program.ts";
import { texts, unfinishedEpochs, unfinishedSteps } from "./texts.ts";

/** An id that the catalog does not know (another version's) shows as itself. */
function titleOf(definitions: readonly Pick<Definition, "id" | "title">[], id: string): Text {
  return definitions.find((definition) => definition.id === id)?.title ?? { en: id, zh: id };
}

/** How far a model got whose training did not come to its end; null for one that did. */
export function unfinishedOf({ summary, project }: ModelRecord, format: Formats): Text | null {
  if (summary.status === "finished") return null;
  const { steps, epochs } = project.training;
  return steps === null
    ? unfinishedEpochs(format.number(Number(summary.epochs.toPrecision(2))), format.integer(epochs))
    : unfinishedSteps(format.integer(summary.steps), format.integer(steps));
}

/** Of a model that no run here has made. */
export function importedFrom(importer: string): Text {
  const { en, zh } = titleOf(importers, importer);
  return { en: `Imported from ${en}`, zh: `从 ${zh} 导入` };
}

export interface ModelWords {
  readonly data: Text;
  readonly architecture: Text;
  readonly optimizer: Text;
  readonly layers: readonly Text[];
  readonly preprocess: readonly Text[];
  readonly backend: Text;
  readonly trainer: Text;
}

export function describeModel(model: ModelRecord, own: StudioState["datasets"]): ModelWords {
  const { project } = model;
  const { backend, trainer } = model.summary;
  const { shape } = trainingSchema;
  return {
    data: dataTitle(project.data.id, own),
    architecture: !hasLayers(model)
      ? texts.ownFile
      : "architecture" in project.model
        ? titleOf(architectures, project.model.architecture)
        : { en: `${project.model.layers.length} layers`, zh: `${project.model.layers.length} 层网络` },
    optimizer: titleOf(optimizers, project.training.optimizer.id),
    layers: hasLayers(model) ? model.layers.map((layer) => titleOf(layers, layer.type)) : [texts.ownFile],
    preprocess: model.preprocess
      .filter((step) => step.columns.length > 0)
      .map((step) => titleOf(preprocessors, step.step)),
    backend: shape.backend.meta()?.field?.choices?.[backend] ?? { en: backend, zh: backend },
    trainer: shape.trainer.meta()?.field?.choices?.[trainer] ?? { en: trainer, zh: trainer },
  };
}
