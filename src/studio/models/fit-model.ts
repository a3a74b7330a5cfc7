/** A model that was made for other data does not stay in the way of what is opened now. */
import { findDefinition } from "../../catalog/definition.ts";
import { architectures } from "../../catalog/architectures/index.ts";
import type { DataSummary } from "../../project/data-summary.ts";
import { canonical } from "../../project/minimal-project.ts";
import type { ArchitectureId, Project } from "../../project/project.ts";
import { notify } from "../notices.ts";
import { editProject } from "../project/edit-project.ts";
import { studioStore } from "../store.ts";
import { problemOfModel } from "./suitable-presets.ts";

/** The first that suits is taken: what knows pictures or the order of steps, before what takes anything for a table. */
const ADVISED: readonly ArchitectureId[] = ["cnn", "text-pooling", "char-lstm", "gru-forecaster", "mlp"];

/**
 * Looks at the project's model once it is known what `id`, the data set that has just been opened, asks of it. One that
 * does not suit is replaced, and whoever looks is told, with the way back; one that has been changed meanwhile stays.
 */
export function fitModelTo(id: string): void {
  const model = canonical(studioStore.getState().project.model);
  const unsubscribe = studioStore.subscribe(({ project, data }) => {
    if (project.data.id !== id || canonical(project.model) !== model) unsubscribe();
    else if (data.status === "ready" && data.value.id === id) {
      unsubscribe();
      replaceUnsuited(project.model, data.value);
    }
  });
}

function replaceUnsuited(model: Project["model"], data: DataSummary): void {
  const problem = problemOfModel(model, data);
  const advised = ADVISED.find((architecture) => problemOfModel({ architecture, config: {} }, data) === null);
  if (problem === null || advised === undefined) return;
  editProject((project) => ({ ...project, model: { architecture: advised, config: {} } }));
  const { title } = findDefinition(architectures, advised);
  notify({
    tone: "info",
    text: {
      en: `The model did not suit this data and has been replaced: ${title.en}.`,
      zh: `原模型不适用于此数据，已更换为：${title.zh}。`,
    },
    action: {
      label: { en: "Bring it back", zh: "恢复原模型" },
      run: () => editProject((project) => ({ ...project, model })),
    },
  });
}
