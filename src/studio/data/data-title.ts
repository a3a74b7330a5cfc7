import { datasets } from "../../catalog/datasets/index.ts";
import type { Text } from "../../language/text.ts";
import type { StudioState } from "../state.ts";

/** What a data set is called, built in or the user's own; one that is in neither list shows as its id. */
export function dataTitle(id: string, own: StudioState["datasets"]): Text {
  const name = own.find((record) => record.id === id)?.title ?? id;
  return datasets.find((dataset) => dataset.id === id)?.title ?? { en: name, zh: name };
}
