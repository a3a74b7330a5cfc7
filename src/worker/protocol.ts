/**
 * What page and training thread say to each other. Every message carries the id of the run or request that it is
 * about. Types only: both halves take any `MessagePort`.
 */
import type { Problem } from "../language/studio-error.ts";
import type { Text } from "../language/text.ts";
import type { ExportRequest, ExportedFile } from "../project/exported-file.ts";
import type { ImportRequest, ReadModelFile } from "../project/imported-model.ts";
import type { Sampling } from "../project/generation.ts";
import type { Project } from "../project/project.ts";
import type { DataSummary, DatasetSummary, RowOrder, RowPage } from "../project/data-summary.ts";
import type { EvaluatedOn, ModelEvaluation } from "../project/model-evaluation.ts";
import type { Lane, LanePlan, RacePlan, RaceProgress, RaceSettings } from "../project/race.ts";
import type { RateTest } from "../project/rate-test.ts";
import type {
  BackendId,
  BackendInfo,
  Checkpoint,
  HistoryPoint,
  ModelRecord,
  Prediction,
  PredictionRow,
  Preview,
  RunOutcome,
  RunPlan,
  RunProgress,
  SavedTensor,
} from "../project/records.ts";
import type { RunCheckpoint } from "../project/run-checkpoint.ts";
import type { Surface, SurfaceOptions } from "../project/surface.ts";
import type { AddProgress, AddRequest, StoredDataRecord } from "../project/stored-data.ts";

/** What can be asked of a run under way. "step" does one step and rests again. */
export type RunOrder = "stop" | "pause" | "step" | "resume";

/** The same of a race, whose step takes every lane to its next point; and lanes that come or go. */
export type RaceOrder =
  | { readonly type: RunOrder }
  | { readonly type: "add-lane"; readonly lane: Lane }
  | { readonly type: "drop-lane"; readonly laneId: string };

export type TrainingCommand =
  /**
   * `preferred`: the measured order of backends, best first, for "auto". `from`: where the run broke off, if it did.
   * `source`: the weights of the model that the project starts from, if it does. `tiles`: as measured on this WebGPU adapter.
   */
  | {
      readonly type: "start-run";
      readonly id: string;
      readonly project: Project;
      readonly preferred: readonly BackendId[];
      readonly from?: RunCheckpoint;
      readonly source?: readonly SavedTensor[];
      readonly tiles?: { readonly adapter: string; readonly costs: readonly number[] };
    }
  /** `preferred` and `source` as for a run. */
  | {
      readonly type: "start-race";
      readonly id: string;
      readonly settings: RaceSettings;
      readonly preferred: readonly BackendId[];
      readonly source?: readonly SavedTensor[];
    }
  | { readonly type: "steer-race"; readonly id: string; readonly order: RaceOrder }
  /** Answered by "pong" at once, whatever is under way. */
  | { readonly type: "ping"; readonly id: string }
  | { readonly type: "steer-run"; readonly id: string; readonly order: RunOrder }
  /** Reads files into the database. */
  | { readonly type: "add-data"; readonly id: string; readonly request: AddRequest }
  /** Gives up a request that is under way; it fails with a sentence that says so. */
  | { readonly type: "cancel"; readonly id: string }
  /** A learning-rate range test; `preferred` and `source` as for a run. */
  | {
      readonly type: "find-rate";
      readonly id: string;
      readonly project: Project;
      readonly preferred: readonly BackendId[];
      readonly source?: readonly SavedTensor[];
    }
  /** The loss around where a run or race has led, of which `id` is kept as `of`; see `engine/surface`. */
  | {
      readonly type: "draw-surface";
      readonly id: string;
      readonly of: string;
      readonly project: Project;
      readonly lanes: readonly string[];
      readonly model: Checkpoint | null;
      readonly options: SurfaceOptions;
      readonly preferred: readonly BackendId[];
    }
  /** The data set as it is; associations are with the project's target. */
  | { readonly type: "describe-dataset"; readonly id: string; readonly data: Project["data"] }
  /** What the project makes of it. */
  | { readonly type: "describe-data"; readonly id: string; readonly data: Project["data"] }
  | {
      readonly type: "read-rows";
      readonly id: string;
      readonly data: Project["data"];
      readonly from: number;
      readonly count: number;
      readonly order: RowOrder | null;
    }
  /** The cells of these columns at these places of the data set. */
  | {
      readonly type: "read-places";
      readonly id: string;
      readonly data: Project["data"];
      readonly places: readonly number[];
      readonly columns: readonly string[];
    }
  | {
      readonly type: "predict";
      readonly id: string;
      readonly model: ModelRecord;
      readonly checkpoint: Checkpoint;
      readonly rows: readonly PredictionRow[];
    }
  /** Runs the model over a part of the data that it was trained on; "cancel" gives it up. */
  | {
      readonly type: "evaluate";
      readonly id: string;
      readonly model: ModelRecord;
      readonly checkpoint: Checkpoint;
      readonly on: EvaluatedOn;
    }
  /** Writes the model as a file of another program. */
  | { readonly type: "export-model"; readonly id: string; readonly request: ExportRequest }
  /** Reads and checks a model's files; nothing is stored. */
  | { readonly type: "import-model"; readonly id: string; readonly request: ImportRequest }
  /** Answered by "texts-grown" as they are written; "cancel" ends it with what is there. */
  | {
      readonly type: "write-texts";
      readonly id: string;
      readonly model: ModelRecord;
      readonly checkpoint: Checkpoint;
      readonly sampling: Sampling;
    }
  /** The first look gives no score to what takes seconds to measure. */
  | {
      readonly type: "measure-backends";
      readonly id: string;
      readonly backends: readonly BackendId[];
      readonly isFirstLook: boolean;
    };

export type TrainingEvent =
  | {
      readonly type: "run-preparing";
      readonly id: string;
      readonly stage: Text;
      /** 0 to 1, where it can be known. */
      readonly fraction?: number;
    }
  | { readonly type: "run-started"; readonly id: string; readonly plan: RunPlan }
  | {
      readonly type: "run-progress";
      readonly id: string;
      readonly points: readonly HistoryPoint[];
      readonly progress: RunProgress;
      readonly preview?: Preview;
    }
  | {
      readonly type: "run-checkpoint";
      readonly id: string;
      readonly checkpoint: RunCheckpoint;
      /** The run rests until it is told to step or to resume. */
      readonly isPaused: boolean;
    }
  | { readonly type: "run-ended"; readonly id: string; readonly outcome: RunOutcome }
  | { readonly type: "race-started"; readonly id: string; readonly plan: RacePlan }
  | { readonly type: "race-lane"; readonly id: string; readonly laneId: string; readonly plan: LanePlan }
  | { readonly type: "race-progress"; readonly id: string; readonly progress: RaceProgress }
  /** It rests until it is told to step or to resume. */
  | { readonly type: "race-rested"; readonly id: string }
  /** No lane is running any more, or it was stopped. */
  | { readonly type: "race-ended"; readonly id: string }
  | { readonly type: "rate-found"; readonly id: string; readonly test: RateTest }
  | { readonly type: "surface-drawn"; readonly id: string; readonly surface: Surface }
  | { readonly type: "dataset-described"; readonly id: string; readonly summary: DatasetSummary }
  | { readonly type: "data-described"; readonly id: string; readonly summary: DataSummary }
  | { readonly type: "rows-read"; readonly id: string; readonly page: RowPage }
  | { readonly type: "data-progress"; readonly id: string; readonly progress: AddProgress }
  | { readonly type: "data-added"; readonly id: string; readonly record: StoredDataRecord }
  | { readonly type: "predicted"; readonly id: string; readonly predictions: readonly Prediction[] }
  | { readonly type: "evaluated"; readonly id: string; readonly evaluation: ModelEvaluation }
  | { readonly type: "model-exported"; readonly id: string; readonly exported: ExportedFile }
  | { readonly type: "model-read"; readonly id: string; readonly read: ReadModelFile }
  | { readonly type: "texts-grown"; readonly id: string; readonly pieces: readonly string[] }
  | { readonly type: "texts-written"; readonly id: string; readonly texts: readonly string[] }
  | { readonly type: "backends-measured"; readonly id: string; readonly backends: readonly BackendInfo[] }
  | { readonly type: "pong"; readonly id: string }
  /** This run or request failed. */
  | { readonly type: "failed"; readonly id: string; readonly problem: Problem };
