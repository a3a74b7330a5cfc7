/** The project as one file: with the user's data sets, the runs and their curves, the models and their weights. */
import { StudioError } from "../../language/studio-error.ts";
import { stringifyExactly } from "../../project/file/exact-json.ts";
import { fileName } from "../../project/file/file-name.ts";
import { packChunk, packWeights } from "../../project/file/packed-values.ts";
import { MANIFEST, type Manifest, PROJECT_FILE_VERSION, pathOf } from "../../project/file/project-file.ts";
import { MOST_SOUND_BYTES, ZipWriter } from "../../project/file/zip.ts";
import type { Project } from "../../project/project.ts";
import type { ModelRecord, RunRecord } from "../../project/records.ts";
import type { StoredDataRecord } from "../../project/stored-data.ts";
import { checkpointOf } from "../models/checkpoints.ts";
import { openedStorage } from "../storage-connection.ts";
import { studioVersion } from "../version.ts";

/** Runs and models on the project's own data, or all that the library holds. */
export type ProjectFileScope = "project" | "library";

export interface ProjectFileContent {
  readonly project: Project;
  readonly datasets: readonly StoredDataRecord[];
  /** Those that have ended. */
  readonly runs: readonly RunRecord[];
  readonly models: readonly ModelRecord[];
  /** Of rows and weights, before they are packed. */
  readonly bytes: number;
}

/** What a file would hold. */
export function projectFileContent(
  scope: ProjectFileScope,
  { project, runs, models, datasets }: Omit<ProjectFileContent, "bytes">,
): ProjectFileContent {
  const isMeant = (of: Project): boolean => scope === "library" || of.data.id === project.data.id;
  const kept = {
    runs: runs.filter((run) => isMeant(run.project) && !["running", "paused"].includes(run.summary.status)),
    models: models.filter((model) => isMeant(model.project) || model.id === project.startFrom?.model),
  };
  const used = new Set(
    [project, ...kept.runs.map((run) => run.project), ...kept.models.map((model) => model.project)].map(
      ({ data }) => data.id,
    ),
  );
  const own = datasets.filter(({ id }) => used.has(id));
  const bytes = [...own, ...kept.models].reduce((sum, each) => sum + each.bytes, 0);
  return { project, ...kept, datasets: own, bytes };
}

/** `write` gets the file piece by piece. Rejects with a `StudioError` for what cannot be read, or when `signal` gives it up. */
export async function saveProjectFile(
  { project, datasets, runs, models }: ProjectFileContent,
  write: (piece: Uint8Array<ArrayBuffer>) => Promise<void>,
  at: { readonly signal: AbortSignal; readonly onProgress?: (fraction: number) => void },
): Promise<void> {
  const storage = await openedStorage();
  const rows = await storage.rows();
  const zip = new ZipWriter(write);
  const all = datasets.length + runs.length + models.length;
  let done = 0;
  const add = async (path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
    if (at.signal.aborted) throw new StudioError(givenUp);
    await zip.add(path, bytes);
    if (zip.bytes > MOST_SOUND_BYTES) throw new StudioError(tooLarge);
  };
  const addJson = (path: string, content: unknown) => add(path, new TextEncoder().encode(stringifyExactly(content)));
  const step = (): void => at.onProgress?.(++done / all);
  const counts = { datasets: datasets.length, runs: runs.length, models: models.length };
  const manifest: Manifest = {
    format: "descent-studio-project",
    version: PROJECT_FILE_VERSION,
    studioVersion,
    project,
    ...counts,
  };
  await addJson(MANIFEST, manifest);
  for (const [index, { id, title }] of datasets.entries()) {
    const stored = await rows.read(id);
    if (stored === null) throw new StudioError(dataGone(title));
    let chunks = 0;
    for await (const chunk of stored.chunks()) await add(pathOf.chunk(index, chunks++), packChunk(chunk));
    await addJson(pathOf.dataset(index), { record: stored.record, dictionaries: stored.dictionaries, chunks });
    step();
  }
  for (const [index, run] of runs.entries()) {
    const { checkpointStep: _left, ...record } = run;
    await addJson(pathOf.run(index), record);
    step();
  }
  for (const [index, model] of models.entries()) {
    await addJson(pathOf.model(index), model);
    await add(pathOf.weights(index), packWeights(await checkpointOf(model.id)));
    step();
  }
  await zip.end();
}

export function projectFileName({ name }: Project): string {
  return fileName(name, ".descent.zip", "project");
}

const givenUp = {
  code: "save-given-up",
  text: { en: "Saving the project file was given up.", zh: "已取消保存项目文件。" },
} as const;

const tooLarge = {
  code: "project-file-too-large",
  text: {
    en: "The project file would be larger than 2 GB. Save only what belongs to this project, or remove models that you do not need.",
    zh: "项目文件将超过 2 GB。请只保存与此项目相关的内容，或删除不需要的模型。",
  },
} as const;

const dataGone = (title: string) => ({
  code: "dataset-missing",
  text: {
    en: `The data set "${title}" is no longer in this browser. Choose other data for the project, or add it again.`,
    zh: `数据集“${title}”已不在此浏览器中。请为项目选择其他数据，或重新添加。`,
  },
});
