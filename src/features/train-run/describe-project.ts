import { architectures } from "../../catalog/architectures/index.ts";
import { optimizers } from "../../catalog/optimizers/index.ts";
import type { Text } from "../../language/text.ts";
import type { Project } from "../../project/project.ts";
import { dataTitle } from "../../studio/data/data-title.ts";
import type { StudioState } from "../../studio/state.ts";

/** The project in three parts: data, architecture with its sizes, optimizer. */
export function partsOf(
  project: Project,
  own: StudioState["datasets"],
): { readonly data: Text; readonly model: Text; readonly optimizer: Text } {
  const optimizer = optimizers.find(({ id }) => id === project.training.optimizer.id)?.title;
  return {
    data: dataTitle(project.data.id, own),
    model: modelOf(project),
    optimizer: optimizer ?? { en: project.training.optimizer.id, zh: project.training.optimizer.id },
  };
}

function modelOf({ model }: Project): Text {
  if (!("architecture" in model)) {
    return { en: `${model.layers.length} layers`, zh: `${model.layers.length} 层网络` };
  }
  const title = architectures.find(({ id }) => id === model.architecture)?.title;
  const units = model.config["units"];
  const sizes = Array.isArray(units) ? ` ${units.join(", ")}` : "";
  return { en: `${title?.en ?? model.architecture}${sizes}`, zh: `${title?.zh ?? model.architecture}${sizes}` };
}
