/** The project as scripts read and change it, and its file. */
import { z } from "zod";
import { StudioError } from "../../language/studio-error.ts";
import type { Project } from "../../project/project.ts";
import { openProject } from "../project/edit-project.ts";
import { importProjectFile } from "../project/open-project-file.ts";
import { projectFileContent, projectFileName, saveProjectFile } from "../project/save-project-file.ts";
import { shareLink } from "../project/share-project.ts";
import { studioStore } from "../store.ts";
import { checkedArgument } from "./script-arguments.ts";

const saveOptionsSchema = z.strictObject({
  /** Runs and models on the project's data, or all of the library. */
  scope: z.enum(["project", "library"]).default("project"),
  signal: z.instanceof(AbortSignal).optional(),
});
export type SaveOptionsInput = z.input<typeof saveOptionsSchema>;

export function currentProject(): Project {
  return structuredClone(studioStore.getState().project);
}

/** Throws a `StudioError` for a project that cannot be opened. */
export function openedProject(given: unknown): void {
  const problem = openProject(given);
  if (problem !== null) throw new StudioError(problem);
}

export function projectLink(): string {
  return shareLink(studioStore.getState().project);
}

export async function savedProject(options: SaveOptionsInput) {
  const { scope, signal } = checkedArgument(saveOptionsSchema, "options", options);
  const content = projectFileContent(scope, studioStore.getState());
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const write = (piece: Uint8Array<ArrayBuffer>): Promise<void> => {
    pieces.push(piece);
    return Promise.resolve();
  };
  await saveProjectFile(content, write, { signal: signal ?? new AbortController().signal });
  const { project, datasets, runs, models } = content;
  return {
    file: new Blob(pieces, { type: "application/zip" }),
    name: projectFileName(project),
    datasets: datasets.length,
    runs: runs.length,
    models: models.length,
  };
}

export async function importedProject(file: Blob) {
  return { ...(await importProjectFile(checkedArgument(z.instanceof(Blob), "file", file))) };
}
