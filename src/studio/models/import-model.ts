/**
 * Takes a model that another program, or this studio, has saved into the library. What format it is, the files' first bytes
 * tell; the thread reads and checks them, and nothing is kept of what it refuses.
 */
import { type Problem, StudioError } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import type { ModelRecord } from "../../project/records.ts";
import { recognised } from "./recognise-model.ts";
import { newId } from "../new-id.ts";
import { sharedClient } from "../shared-thread.ts";
import { openedStorage } from "../storage-connection.ts";
import { refreshStoredBytes } from "../stored-bytes.ts";
import { studioStore } from "../store.ts";

export interface ImportedModel {
  readonly id: string;
  readonly name: string;
  /** What is not quite as it was, a sentence each. */
  readonly warnings: readonly Text[];
}

/** Rejects with a `StudioError` for files that are no model, or one whose layers, sizes or weights do not fit. */
export async function importModel(given: readonly File[]): Promise<ImportedModel> {
  const { format, files } = await recognised(given.map((file) => ({ name: file.name, blob: file })));
  if (format === "project-file") throw new StudioError(wholeProject);
  const { project } = studioStore.getState();
  const { record: read, checkpoint, warnings } = await sharedClient().importModel({ format, files, project });
  const id = newId("model");
  const record: ModelRecord = {
    ...read,
    id,
    runId: id,
    createdAt: Date.now(),
    summary: { ...read.summary, id, modelId: id },
  };
  const storage = await openedStorage();
  await storage.addModel(record, checkpoint);
  studioStore.setState(({ models }) => ({ models: [record, ...models] }));
  await refreshStoredBytes();
  return { id, name: record.name, warnings };
}

const wholeProject: Problem = {
  code: "project-file",
  text: {
    en: "This is a project file, which holds data and runs beside models. Open it under Project file in the library, or by studio.project.import(file).",
    zh: "这是项目文件，除模型外还包含数据和训练记录。请在模型库的“项目文件”中打开，或使用 studio.project.import(file)。",
  },
};
