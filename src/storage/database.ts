/** The browser's database: its tables and versions. Only this folder knows Dexie. */
import { Dexie, type Table } from "dexie";
import type { RacePoint } from "../project/race.ts";
import type { Checkpoint, RunRecord } from "../project/records.ts";
import type { Dictionaries, StoredChunk } from "../project/stored-data.ts";
import type { WeightPoint } from "../project/weight-path.ts";

export const DATABASE_NAME = "descent-studio";
const VERSION = 4;

/** The project that the rooms edit; one row, so that a save replaces it whole. */
export interface ProjectRow {
  readonly id: "current";
  readonly savedAt: number;
  readonly project: unknown;
  /** One more with every save, so that a tab sees that another has saved since. Older studios stored none: 0. */
  readonly revision?: number;
}

export interface ModelRow {
  readonly id: string;
  readonly createdAt: number;
  /** When the user removed it; it can be restored until it is purged. */
  readonly removedAt: number | null;
  readonly record: unknown;
}

/** The weights of one model, apart from its record: the library lists models without reading their bytes. */
export interface CheckpointRow extends SavedWeights {
  readonly modelId: string;
}

export interface SavedWeights {
  readonly step: number;
  readonly tensors: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    /** Float32, in the byte order of the machine (all that run a browser are little-endian). */
    readonly values: ArrayBuffer;
  }[];
  readonly host?: NonNullable<Checkpoint["host"]>;
  readonly files?: NonNullable<Checkpoint["files"]>;
}

/** What an unfinished run goes on from. */
export interface RunCheckpointRow {
  readonly runId: string;
  readonly weights: SavedWeights;
  readonly best: SavedWeights | null;
  readonly memory: unknown;
  readonly model: unknown;
}

/** A data set that the user has added. */
export interface DatasetRow {
  readonly id: string;
  readonly createdAt: number;
  /** When the user removed it; it can be restored until it is purged. */
  readonly removedAt: number | null;
  /** Null while its rows are being written. */
  readonly record: unknown;
}

/** Some rows of a data set; apart from its record, which is listed without them. */
export interface ChunkRow extends StoredChunk {
  readonly datasetId: string;
  readonly index: number;
}

/** What the codes in a data set's chunks stand for. */
export interface DictionaryRow {
  readonly datasetId: string;
  readonly dictionaries: Dictionaries;
}

/** A race without its curves. */
export interface RaceRow {
  readonly id: string;
  readonly createdAt: number;
  /** When the user removed it; it can be restored until it is purged. */
  readonly removedAt: number | null;
  readonly record: unknown;
}

export interface RaceCurvesRow {
  readonly raceId: string;
  /** By lane and seed, in the record's order. */
  readonly curves: readonly (readonly (readonly RacePoint[])[])[];
}

/** The way of a run or race through its weights, without them. */
export interface WeightPathRow {
  readonly id: string;
  readonly keptAt: number;
  /** Of all its points, by lane. */
  readonly bytes: Readonly<Record<string, number>>;
}

export interface PathPointRow extends WeightPoint {
  readonly pathId: string;
  readonly lane: string;
}

export class StudioDatabase extends Dexie {
  declare readonly projects: Table<ProjectRow, string>;
  declare readonly runs: Table<RunRecord, string>;
  declare readonly models: Table<ModelRow, string>;
  declare readonly checkpoints: Table<CheckpointRow, string>;
  declare readonly runCheckpoints: Table<RunCheckpointRow, string>;
  declare readonly datasets: Table<DatasetRow, string>;
  declare readonly chunks: Table<ChunkRow, [string, number]>;
  declare readonly dictionaries: Table<DictionaryRow, string>;
  declare readonly races: Table<RaceRow, string>;
  declare readonly raceCurves: Table<RaceCurvesRow, string>;
  declare readonly weightPaths: Table<WeightPathRow, string>;
  declare readonly pathPoints: Table<PathPointRow, [string, string, number]>;

  private underWay: IDBTransaction | null = null;

  constructor() {
    // "Strict" waits for the disk: what the studio calls saved must outlive a power cut.
    super(DATABASE_NAME, { indexedDB: globalThis.indexedDB, IDBKeyRange, chromeTransactionDurability: "strict" });
    this.version(1).stores({
      projects: "id",
      runs: "id, createdAt",
      models: "id, createdAt",
      checkpoints: "modelId",
    });
    this.version(2).stores({
      runCheckpoints: "runId",
      datasets: "id, createdAt",
      chunks: "[datasetId+index]",
      dictionaries: "datasetId",
    });
    this.version(3).stores({
      races: "id, createdAt",
      raceCurves: "raceId",
    });
    this.version(VERSION).stores({
      weightPaths: "id, keptAt",
      pathPoints: "[pathId+lane+step]",
    });
  }

  /** Whether a newer studio has upgraded it: Dexie would open it all the same and write rows of the old shape. */
  get isNewer(): boolean {
    // Dexie keeps its versions in tenths.
    return this.backendDB().version > 10 * VERSION;
  }

  /** Takes a write of the project that `putAndCommit` may overtake, until it is complete. */
  yieldOnLeaving(write: IDBTransaction): void {
    this.underWay = write;
    const forget = (): void => {
      if (this.underWay === write) this.underWay = null;
    };
    write.addEventListener("complete", forget);
    write.addEventListener("abort", forget);
  }

  /**
   * Writes the project without waiting for anything. Dexie lets a transaction commit when its requests have answered,
   * and there is nobody left to hear them when the page goes: `commit` tells the browser that no more will come.
   * A write of the same table that is under way would die with the page, and take with it what waits behind it: it
   * is given up first, unless the browser is committing it already.
   */
  putAndCommit(row: ProjectRow): void {
    try {
      this.underWay?.abort();
    } catch (error) {
      // Nothing else tells that a transaction is being committed.
      if (!(error instanceof DOMException && error.name === "InvalidStateError")) throw error;
    }
    const transaction = this.backendDB().transaction("projects", "readwrite", { durability: "strict" });
    transaction.objectStore("projects").put(row);
    transaction.commit();
  }
}
