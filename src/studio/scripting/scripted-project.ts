/** The project's file as scripts make and open it. */
import { z } from "zod";
import { importProjectFile } from "../project/open-project-file.ts";
import { projectFileContent, projectFileName, saveProjectFile } from "../project/save-project-file.ts";
import { studioStore } from "../store.ts";
import { checkedArgument } from "./script-arguments.ts";

const saveOptionsSchema = z.strictObject({
  /** Runs and models on the project's data, or all of the library. */
  scope: z.enum(["project", "library"]).default("project"),
  signal: z.instanceof(AbortSignal).optional(),
});
export type SaveOptionsInput = z.input<typeof saveOptionsSchema>;

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
