/**
 * What the studio asks of its database. Every operation is one transaction: afterwards the new state stands, or the
 * old one and a `StudioError` is thrown. Nothing else is awaited inside a transaction, since that would commit its
 * first half. Reached by a dynamic import, so that the page's first script holds no database.
 */
import { type Problem, StudioError } from "../language/studio-error.ts";
import type { Checkpoint, ModelRecord, RunRecord } from "../project/records.ts";
import type { RunCheckpoint } from "../project/run-checkpoint.ts";
import type { PathStore } from "../project/weight-path.ts";
import { datasetMissing } from "./dataset-missing.ts";
import { modelMissing, runCheckpointMissing, weightsMissing } from "./model-problems.ts";
import { type ModelRow, StudioDatabase } from "./database.ts";
import { fromRow, savedWeights } from "./checkpoint-row.ts";
import type { DatasetRows } from "./dataset-rows.ts";
import { dropDataset } from "./drop-dataset.ts";
import type { RaceStorage } from "./race-storage.ts";
import { fromRunRow, toRunRow } from "./run-checkpoint-row.ts";
import {
  type StoredDatasets,
  checkModel,
  checkRun,
  readDatasets,
  readModels,
  readRun,
  readRuns,
} from "./read-records.ts";
import { databaseBlocked, databaseClosed, newerDatabase, storageMissing, told } from "./storage-problem.ts";

/** The project as it was saved: to be parsed like any other. */
export interface StoredProject {
  readonly project: unknown;
  readonly savedAt: number;
  readonly revision: number;
}

/** The number of the row that now stands, or the row that another tab has put there since; then nothing is written. */
export type ProjectSave =
  { readonly revision: number; readonly newer?: never } | { readonly newer: StoredProject; readonly revision?: never };

/** What training has left in the database; newest first. */
export interface StoredLibrary {
  readonly runs: readonly RunRecord[];
  readonly models: readonly ModelRecord[];
  /** Removed by the user, the bytes still there. */
  readonly removed: readonly { readonly id: string; readonly removedAt: number }[];
  /** Records that could not be read. They stay where they are. */
  readonly problems: readonly Problem[];
}

export interface Storage {
  /** Null when none was saved yet. */
  loadProject(): Promise<StoredProject | null>;
  /** Takes a while when it is long, in pieces that let the page breathe. */
  loadLibrary(): Promise<StoredLibrary>;
  /** Writes only over revision `basedOn`: the one that the writer last loaded or wrote, 0 when there was none. */
  saveProject(project: unknown, savedAt: number, basedOn: number): Promise<ProjectSave>;
  /**
   * For a page that is being left: hands the write to the browser before it returns. A promise would not be kept any
   * more, so nobody hears how it went, nor can it be asked first what stands there.
   */
  saveProjectOnLeaving(project: unknown, savedAt: number, revision: number): void;
  /** Like `fileModel`, refuses a record that could not be read again; while a run goes on, its first is looked at. */
  saveRun(record: RunRecord): Promise<void>;
  /** The end of a run: its record, its model and the weights, all or none. */
  fileModel(run: RunRecord, model: ModelRecord, checkpoint: Checkpoint): Promise<void>;
  /** A model that no run here has made, with its weights. */
  addModel(model: ModelRecord, checkpoint: Checkpoint): Promise<void>;
  /** A run that goes on or rests, with what it can go on from. A later `saveRun` without a checkpoint drops that. */
  saveRunCheckpoint(record: RunRecord, checkpoint: RunCheckpoint): Promise<void>;
  /** Null when there is none. */
  readRun(runId: string): Promise<RunRecord | null>;
  readRunCheckpoint(runId: string): Promise<RunCheckpoint>;
  /** For good, with the way of its weights; a model that it has left stays. */
  removeRun(runId: string): Promise<void>;
  readCheckpoint(modelId: string): Promise<Checkpoint>;
  renameModel(modelId: string, name: string): Promise<void>;
  /** `removedAt` null: it is back. */
  markModel(modelId: string, removedAt: number | null): Promise<void>;
  /** Record and weights, for good. */
  purgeModel(modelId: string): Promise<void>;
  loadDatasets(): Promise<StoredDatasets>;
  /** `removedAt` null: it is back. */
  markDataset(id: string, removedAt: number | null): Promise<void>;
  /** Record and rows, for good. */
  purgeDataset(id: string): Promise<void>;
  /** The rows of data sets, for a project file; whoever trains reads them in the thread. */
  rows(): Promise<DatasetRows>;
  /** The ways of runs and races, for one that is brought back; a thread keeps them itself. */
  paths(): Promise<PathStore>;
  /** Fetched when a race is first asked for. */
  races(): Promise<RaceStorage>;
  close(): void;
}

/** `onProblem` hears of what happens to the database later: a newer version elsewhere, the browser closing it. */
export async function openStorage(onProblem: (problem: Problem) => void): Promise<Storage> {
  if (typeof indexedDB === "undefined") throw new StudioError(storageMissing);
  const database = new StudioDatabase();
  // Dexie reopens a closed database by itself; after these, writing would do harm or go nowhere.
  let goneBy: Problem | null = null;
  const leave = (problem: Problem): void => {
    goneBy ??= problem;
    database.close({ disableAutoOpen: true });
  };
  const guarded = <Result>(work: () => Promise<Result>): Promise<Result> =>
    goneBy === null ? told(work) : Promise.reject(new StudioError(goneBy));

  const lose = (problem: Problem): void => {
    if (goneBy !== null) return;
    leave(problem);
    onProblem(problem);
  };
  // An old tab that stays open would hold up the newer version. No new version: the database is being deleted.
  database.on("versionchange", (event) => lose(event.newVersion === null ? databaseClosed : newerDatabase));
  database.on("blocked", () => onProblem(databaseBlocked));
  database.on("close", () => lose(databaseClosed));
  await told(async () => {
    await database.open();
  });
  if (database.isNewer) {
    leave(newerDatabase);
    throw new StudioError(newerDatabase);
  }

  /** Running ones whose first record was sound: parsing every later one would keep the page busy. */
  const begun = new Set<string>();

  return {
    loadProject: () => guarded(() => loadProject(database)),
    loadLibrary: () => guarded(() => loadLibrary(database)),
    saveProject: (project, savedAt, basedOn) =>
      guarded(() =>
        database.transaction("rw", database.projects, async ({ idbtrans }): Promise<ProjectSave> => {
          database.yieldOnLeaving(idbtrans);
          const newer = await loadProject(database);
          if (newer !== null && newer.revision !== basedOn) return { newer };
          const revision = basedOn + 1;
          await database.projects.put({ id: "current", savedAt, project, revision });
          return { revision };
        }),
      ),
    saveProjectOnLeaving: (project, savedAt, revision) => {
      if (goneBy === null) database.putAndCommit({ id: "current", savedAt, project, revision });
    },
    saveRun: (record) =>
      guarded(async () => {
        const isRunning = record.summary.status === "running";
        if (!isRunning || !begun.has(record.id)) checkRun(record);
        if (isRunning) begun.add(record.id);
        else begun.delete(record.id);
        await database.transaction("rw", database.runs, database.runCheckpoints, async () => {
          await database.runs.put(record);
          if (!isRunning && record.checkpointStep === undefined) await database.runCheckpoints.delete(record.id);
        });
      }),
    saveRunCheckpoint: (record, checkpoint) =>
      guarded(() => {
        checkRun(record);
        return database.transaction("rw", database.runs, database.runCheckpoints, async () => {
          await database.runs.put(record);
          await database.runCheckpoints.put(toRunRow(record.id, checkpoint));
        });
      }),
    readRun: (runId) => guarded(() => readRun(database.runs, runId)),
    readRunCheckpoint: (runId) =>
      guarded(async () => {
        const row = await database.runCheckpoints.get(runId);
        if (row === undefined) throw new StudioError(runCheckpointMissing(runId));
        return fromRunRow(row);
      }),
    removeRun: (runId) =>
      guarded(async () => {
        const { dropRun } = await import("./drop-run.ts");
        return dropRun(database, runId);
      }),
    fileModel: (run, model, checkpoint) =>
      guarded(() => {
        checkRun(run);
        checkModel(model);
        begun.delete(run.id);
        const { runs, models, checkpoints, runCheckpoints } = database;
        return database.transaction("rw", [runs, models, checkpoints, runCheckpoints], async () => {
          await database.runs.put(run);
          await putModel(database, model, checkpoint);
          await database.runCheckpoints.delete(run.id);
        });
      }),
    addModel: (model, checkpoint) =>
      guarded(() => {
        checkModel(model);
        const { models, checkpoints } = database;
        return database.transaction("rw", models, checkpoints, () => putModel(database, model, checkpoint));
      }),
    readCheckpoint: (modelId) =>
      guarded(async () => {
        const row = await database.checkpoints.get(modelId);
        if (row === undefined) throw new StudioError(weightsMissing(modelId));
        return fromRow(row);
      }),
    renameModel: (modelId, name) =>
      guarded(() => changeModel(database, modelId, (row) => ({ ...row, record: { ...objectOf(row.record), name } }))),
    markModel: (modelId, removedAt) => guarded(() => changeModel(database, modelId, (row) => ({ ...row, removedAt }))),
    purgeModel: (modelId) =>
      guarded(() =>
        database.transaction("rw", database.models, database.checkpoints, async () => {
          await database.models.delete(modelId);
          await database.checkpoints.delete(modelId);
        }),
      ),
    loadDatasets: () => guarded(() => readDatasets(database.datasets)),
    markDataset: (id, removedAt) =>
      guarded(() =>
        database.transaction("rw", database.datasets, async () => {
          const row = await database.datasets.get(id);
          if (row === undefined) throw new StudioError(datasetMissing(id));
          await database.datasets.put({ ...row, removedAt });
        }),
      ),
    purgeDataset: (id) => guarded(() => dropDataset(database, id)),
    rows: async () => (await import("./dataset-rows.ts")).datasetRows(database),
    paths: async () => (await import("./path-store.ts")).pathStore(database),
    races: async () => (await import("./race-storage.ts")).raceStorage(database, guarded),
    close: () => leave(databaseClosed),
  };
}

async function loadProject(database: StudioDatabase): Promise<StoredProject | null> {
  const row = await database.projects.get("current");
  return row === undefined ? null : { project: row.project, savedAt: row.savedAt, revision: row.revision ?? 0 };
}

async function loadLibrary(database: StudioDatabase): Promise<StoredLibrary> {
  const problems: Problem[] = [];
  const removed: { id: string; removedAt: number }[] = [];
  const runs = await readRuns(database.runs, problems);
  const models = await readModels(database.models, removed, problems);
  return { runs, models, removed, problems };
}

/** Within a transaction over both tables. */
async function putModel(database: StudioDatabase, model: ModelRecord, checkpoint: Checkpoint): Promise<void> {
  await database.models.put({ id: model.id, createdAt: model.createdAt, removedAt: null, record: model });
  await database.checkpoints.put({ modelId: model.id, ...savedWeights(checkpoint) });
}

function changeModel(database: StudioDatabase, modelId: string, change: (row: ModelRow) => ModelRow): Promise<void> {
  return database.transaction("rw", database.models, async () => {
    const row = await database.models.get(modelId);
    if (row === undefined) throw new StudioError(modelMissing(modelId));
    await database.models.put(change(row));
  });
}

function objectOf(record: unknown): object {
  return typeof record === "object" && record !== null ? record : {};
}
