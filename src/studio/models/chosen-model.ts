import type { ModelRecord } from "../../project/records.ts";
import type { StudioState } from "../state.ts";

/** The model that a room works on: the newest until one is chosen; undefined: the chosen one is not there. */
export function chosenModel({ models, chosenModelId }: StudioState): ModelRecord | undefined {
  return chosenModelId === null ? models[0] : models.find(({ id }) => id === chosenModelId);
}
