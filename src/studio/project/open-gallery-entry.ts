import { gallery } from "../../catalog/gallery/index.ts";
import { findDefinition } from "../../catalog/definition.ts";
import type { Problem } from "../../language/studio-error.ts";
import { openProject } from "./edit-project.ts";
import { openRoom } from "../navigation.ts";

/** Makes a ready experiment the project and opens the train room, where one click starts it. */
export function openGalleryEntry(id: string): Problem | null {
  const problem = openProject(findDefinition(gallery, id).project);
  if (problem === null) openRoom("train");
  return problem;
}
