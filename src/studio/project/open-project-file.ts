/** Opens a project file: all of it is read and checked, then stored; a file that is not sound changes nothing. */
import { z } from "zod";
import { type Problem, StudioError } from "../../language/studio-error.ts";
import { parseExactly } from "../../project/file/exact-json.ts";
import { unpackChunk, unpackWeights } from "../../project/file/packed-values.ts";
import {
  MANIFEST,
  PROJECT_FILE_VERSION,
  entrySchemas,
  manifestSchema,
  pathOf,
} from "../../project/file/project-file.ts";
import { BrokenZip, type ZipEntry, openZip } from "../../project/file/zip.ts";
import { lookAtFile } from "../../project/look-at-file.ts";
import type { Project } from "../../project/project.ts";
import type { Checkpoint, ModelRecord, RunRecord } from "../../project/records.ts";
import { type StoredDataRecord, storedDataId } from "../../project/stored-data.ts";
import { showAdded } from "../data/user-data.ts";
import { holdLiveLock } from "../live-lock.ts";
import { newId, randomLetters } from "../new-id.ts";
import { openedStorage } from "../storage-connection.ts";
import { refreshStoredBytes } from "../stored-bytes.ts";
import { studioStore } from "../store.ts";
import { openProject } from "./edit-project.ts";

export interface OpenedProjectFile {
  readonly name: string;
  /** How many are new here; those that are here already are left as they are. */
  readonly datasets: number;
  readonly runs: number;
  readonly models: number;
}

type Entries = ReadonlyMap<string, ZipEntry>;
type DatasetEntry = z.infer<typeof entrySchemas.dataset>;

/** JSON is read whole; rows and weights an entry at a time. */
const MOST_JSON_BYTES = 256 * 2 ** 20;
const MOST_ENTRY_BYTES = 1.5 * 2 ** 30;
const MOST_BYTES = 16 * 2 ** 30;

/** Whether it says that it is one. */
export async function isProjectFile({ name, blob }: { readonly name: string; readonly blob: Blob }): Promise<boolean> {
  return (await lookAtFile(name, blob)).entries.includes(MANIFEST);
}

/** Rejects with a `StudioError` that says what is wrong with the file. */
export async function importProjectFile(file: Blob): Promise<OpenedProjectFile> {
  const entries = await sound(() => openZip(file));
  if ([...entries.values()].reduce((sum, { size }) => sum + size, 0) > MOST_BYTES) throw new StudioError(tooLarge);
  const manifest = await readManifest(entries);
  const { project } = manifest;
  const list = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at);
  const datasets = await inTurn(list(manifest.datasets), (at) =>
    read(entries, pathOf.dataset(at), entrySchemas.dataset),
  );
  const runs = await inTurn(list(manifest.runs), (at) => read(entries, pathOf.run(at), entrySchemas.run));
  const models = await inTurn(list(manifest.models), async (at) => {
    const record = await read(entries, pathOf.model(at), entrySchemas.model);
    const weights = (): Promise<Checkpoint> => readWeights(entries, pathOf.weights(at), record);
    // Looked at before anything is stored, and read again when its turn comes: not all need be in memory at once.
    await weights();
    return { record, weights };
  });
  const state = studioStore.getState();
  const newRuns = runs.filter((run) => !isHere(run, state.runs));
  const newModels = models.filter(({ record }) => !isHere(record, state.models));
  const ids = newIds(
    newRuns,
    newModels.map(({ record }) => record),
    state,
  );
  const added = await storeDatasets(entries, datasets, ids);
  const renamed = renamer(ids);
  const storage = await openedStorage();
  const filedRuns = newRuns.map((run) => renamed.run(run));
  const filedModels: ModelRecord[] = [];
  for (const run of filedRuns) await storage.saveRun(run);
  for (const { record, weights } of newModels) {
    const model = renamed.model(record);
    await storage.addModel(model, await weights());
    filedModels.push(model);
  }
  showAdded(added);
  studioStore.setState((now) => ({
    runs: newestFirst([...filedRuns, ...now.runs]),
    models: newestFirst([...filedModels, ...now.models]),
  }));
  await refreshStoredBytes();
  const problem = openProject(renamed.project(project));
  if (problem !== null) throw new StudioError(problem);
  return { name: project.name, datasets: added.length, runs: filedRuns.length, models: filedModels.length };
}

async function readManifest(entries: Entries) {
  if (!entries.has(MANIFEST)) throw new StudioError(notAProject);
  const content = await readJson(entries, MANIFEST);
  const { data: named } = z
    .object({ format: z.literal("descent-studio-project"), version: z.int() })
    .safeParse(content);
  if (named === undefined) throw new StudioError(notAProject);
  if (named.version > PROJECT_FILE_VERSION) throw new StudioError(newerFile);
  return parsed(manifestSchema, content, MANIFEST);
}

async function read<Schema extends z.ZodType>(
  entries: Entries,
  path: string,
  schema: Schema,
): Promise<z.output<Schema>> {
  return parsed(schema, await readJson(entries, path), path);
}

function parsed<Schema extends z.ZodType>(schema: Schema, content: unknown, path: string): z.output<Schema> {
  const { data, error } = schema.safeParse(content);
  if (error === undefined) return data;
  const [issue] = error.issues;
  throw new StudioError(broken(`${path}, ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`));
}

function readJson(entries: Entries, path: string): Promise<unknown> {
  return sound(async () =>
    parseExactly(new TextDecoder("utf-8", { fatal: true }).decode(await bytesOf(entries, path, MOST_JSON_BYTES))),
  );
}

function readWeights(entries: Entries, path: string, { parameterCount, imported }: ModelRecord): Promise<Checkpoint> {
  return sound(async () => {
    const checkpoint = unpackWeights(await bytesOf(entries, path, MOST_ENTRY_BYTES));
    const parameters = checkpoint.tensors.filter(({ name }) => name.startsWith("parameter/"));
    const size = parameters.reduce((sum, { values }) => sum + values.length, 0);
    // A model that predicts by the file it came in has no weights of its own.
    if (imported?.program === undefined && size !== parameterCount) {
      throw new RangeError(`"${path}" has ${size} weights instead of ${parameterCount}`);
    }
    return checkpoint;
  });
}

async function bytesOf(entries: Entries, path: string, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const entry = entries.get(path);
  if (entry === undefined) throw new BrokenZip(`"${path}" is missing`);
  if (entry.size > most) throw new BrokenZip(`"${path}" is too large`);
  return entry.read();
}

/** What is wrong with bytes, counts and JSON is told as a fault of the file. */
async function sound<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (thrown) {
    const isOfFile = [BrokenZip, RangeError, SyntaxError, TypeError, z.ZodError].some((kind) => thrown instanceof kind);
    if (!isOfFile || !(thrown instanceof Error)) throw thrown;
    throw new StudioError(broken(thrown.message.slice(0, 200)), { cause: thrown });
  }
}

/** The very same one, by id and by when it was made. */
function isHere(one: RunRecord | ModelRecord, here: readonly (RunRecord | ModelRecord)[]): boolean {
  return here.some(({ id, createdAt }) => id === one.id && createdAt === one.createdAt);
}

/** What goes by another id here, since something else has its own. */
function newIds(
  runs: readonly RunRecord[],
  models: readonly ModelRecord[],
  here: { readonly runs: readonly RunRecord[]; readonly models: readonly ModelRecord[] },
): Map<string, string> {
  const taken = new Set([...here.runs, ...here.models].map(({ id }) => id));
  const ids = new Map<string, string>();
  for (const { id } of runs) if (taken.has(id)) ids.set(id, newId("run"));
  for (const { id } of models) if (taken.has(id)) ids.set(id, newId("model"));
  return ids;
}

/** Those of the same content are here already; the others are stored under ids of their own, which `ids` learns. */
async function storeDatasets(
  entries: Entries,
  datasets: readonly DatasetEntry[],
  ids: Map<string, string>,
): Promise<readonly StoredDataRecord[]> {
  const storage = await openedStorage();
  const rows = await storage.rows();
  const added: StoredDataRecord[] = [];
  try {
    for (const [at, { record, dictionaries, chunks }] of datasets.entries()) {
      const same = studioStore.getState().datasets.find(({ fingerprint }) => fingerprint === record.fingerprint);
      const id = same?.id ?? storedDataId(record.title, randomLetters());
      ids.set(record.id, id);
      if (same !== undefined) continue;
      const stored = { ...record, id };
      added.push(stored);
      await holdLiveLock(id, async () => {
        await rows.begin(id);
        let count = 0;
        for (let index = 0; index < chunks; index++) {
          const path = pathOf.chunk(at, index);
          const chunk = await sound(async () =>
            unpackChunk(await bytesOf(entries, path, MOST_ENTRY_BYTES), record, dictionaries),
          );
          count += chunk.rows;
          await rows.write(id, index, chunk);
        }
        if (count !== record.rows)
          throw new StudioError(broken(`"${record.title}" has ${count} rows instead of ${record.rows}`));
        await rows.finish(stored, dictionaries);
      });
    }
    return added;
  } catch (thrown) {
    for (const { id } of added) await rows.drop(id);
    throw thrown;
  }
}

function renamer(ids: ReadonlyMap<string, string>) {
  const now = (id: string): string => ids.get(id) ?? id;
  const project = (given: Project): Project => ({
    ...given,
    data: { ...given.data, id: now(given.data.id) },
    ...(given.startFrom && { startFrom: { ...given.startFrom, model: now(given.startFrom.model) } }),
  });
  const summary = <Of extends RunRecord["summary"]>(given: Of): Of => ({
    ...given,
    id: now(given.id),
    modelId: given.modelId === null ? null : now(given.modelId),
  });
  return {
    project,
    run: ({ checkpointStep: _gone, ...run }: RunRecord): RunRecord => ({
      ...run,
      id: now(run.id),
      project: project(run.project),
      summary: summary(run.summary),
    }),
    model: (model: ModelRecord): ModelRecord => ({
      ...model,
      id: now(model.id),
      runId: now(model.runId),
      project: project(model.project),
      summary: summary(model.summary),
    }),
  };
}

function newestFirst<Of extends { readonly createdAt: number }>(list: readonly Of[]): readonly Of[] {
  return list.toSorted((one, other) => other.createdAt - one.createdAt);
}

async function inTurn<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}

const notAProject: Problem = {
  code: "not-a-project-file",
  text: {
    en: "This file is no project file of the studio's. Choose one that was saved with “Save project file”.",
    zh: "此文件不是本工作室的项目文件。请选择用“保存项目文件”保存的文件。",
  },
};

const newerFile: Problem = {
  code: "newer-project-file",
  text: {
    en: "This project file was saved by a newer studio. Reload the page to update the studio, then open it again.",
    zh: "该项目文件由更新版本的工作室保存。请刷新页面更新后再打开。",
  },
};

const tooLarge: Problem = {
  code: "project-file-too-large",
  text: {
    en: "This project file unpacks to more than 16 GB, which no file of the studio's does. Nothing was opened.",
    zh: "此项目文件解压后超过 16 GB，不是本工作室保存的文件。未打开任何内容。",
  },
};

function broken(cause: string): Problem {
  return {
    code: "broken-project-file",
    text: {
      en: `This project file is damaged (${cause}). Nothing of it was kept. Get it again from where it was saved.`,
      zh: `此项目文件已损坏（${cause}），未保留任何内容。请重新获取该文件。`,
    },
    cause,
  };
}
