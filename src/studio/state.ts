/** Everything that the page knows, in one value. Use cases beside this file change it; rooms only read it. */
import type { BenchmarkRow } from "../benchmark/contest.ts";
import type { Problem } from "../language/studio-error.ts";
import type { Language, Text } from "../language/text.ts";
import type { DataSummary, DatasetSummary } from "../project/data-summary.ts";
import type { LandscapeSettings } from "../project/landscape-settings.ts";
import type { Project } from "../project/project.ts";
import type { Lane, RaceRecord, RaceSummary } from "../project/race.ts";
import type { RateTest } from "../project/rate-test.ts";
import type { Surface, SurfaceOptions } from "../project/surface.ts";
import type { AddProgress, StoredDataRecord } from "../project/stored-data.ts";
import type {
  BackendInfo,
  HistoryPoint,
  ModelRecord,
  Preview,
  RunPlan,
  RunProgress,
  RunRecord,
  RunSummary,
} from "../project/records.ts";

/** In the order of the work. */
export const rooms = [
  "gallery",
  "data",
  "model",
  "train",
  "race",
  "landscapes",
  "evaluate",
  "library",
  "predict",
] as const;
/** The benchmark is no step of the work, so the rail does not lead there; the list of devices does. */
export type Room = (typeof rooms)[number] | "benchmark";

export type Theme = "system" | "light" | "dark";

/** Something asked for that takes a while: nothing yet, on its way, here, or failed with a sentence. */
export type Loadable<Value> =
  | { readonly status: "idle" }
  /** `stale`: what was there before, to go on looking at. */
  | { readonly status: "loading"; readonly stage?: Text; readonly fraction?: number; readonly stale?: Value }
  | { readonly status: "ready"; readonly value: Value }
  | { readonly status: "failed"; readonly problem: Problem };

/** The run that the train room shows, from the click on. */
export interface LiveRun {
  readonly id: string;
  readonly name: string;
  readonly project: Project;
  readonly status: "preparing" | RunSummary["status"];
  /** While preparing: what is being done, and how far it is. */
  readonly stage?: Text;
  readonly fraction?: number;
  readonly plan?: RunPlan;
  readonly progress?: RunProgress;
  readonly history: readonly HistoryPoint[];
  readonly preview?: Preview;
  readonly summary?: RunSummary;
  readonly problem?: Problem;
  /** True from the click on "stop" until the run has ended. */
  readonly isStopping: boolean;
  /** True from the click on "pause" or "step" until the run rests. */
  readonly isPausing: boolean;
  /** Another tab trains it: here it can be looked at. */
  readonly isElsewhere?: boolean;
  /** Where it can go on although no thread holds it any more; left out when it cannot. */
  readonly checkpointStep?: number;
}

/** The race that its room shows: one under way, from the click on, or one of those kept. */
export interface LiveRace extends Omit<RaceRecord, "status"> {
  readonly status: "preparing" | RaceRecord["status"];
  /** While preparing: what is being done, and how far it is. */
  readonly stage?: Text;
  readonly fraction?: number;
  /** Of all steps of all runs, the share done; and the time that the rest will take, where it can be told. */
  readonly progress?: { readonly share: number; readonly remainingMs: number };
  /** Of a race that goes on: the share at which it had ended. */
  readonly brokeOffAt?: number;
  readonly problem?: Problem;
  /** True from the click on "stop" until the race has ended. */
  readonly isStopping: boolean;
  /** True from the click on "pause" or "step" until the race rests. */
  readonly isPausing: boolean;
}

export interface RaceDraft {
  readonly lanes: readonly Lane[];
  /** Runs of each lane. */
  readonly seeds: number;
}

/** Files of the user's on their way into the database, from the choice on; one that failed stays until it is dismissed. */
export interface AddingData {
  readonly id: string;
  readonly title: string;
  /** Null until the first rows are read. */
  readonly progress: AddProgress | null;
  readonly isCancelling: boolean;
  readonly problem: Problem | null;
}

/** Times of one benchmark, and where they were taken. */
export interface BenchmarkReport {
  readonly rows: readonly BenchmarkRow[];
  readonly studioVersion: string;
  readonly userAgent: string;
  readonly at: number;
}

/** A short message at the edge of the screen, with at most one way back. */
export interface Notice {
  readonly id: string;
  readonly tone: "info" | "success" | "problem";
  readonly text: Text;
  readonly action?: { readonly label: Text; readonly run: () => void };
}

export interface StudioState {
  /** What the database held is here, or `storageProblem` says why it cannot be. */
  readonly isReady: boolean;
  /** Set when the database cannot be opened or written; the studio goes on without it. */
  readonly storageProblem: Problem | null;
  readonly room: Room;
  /** The model that the rooms of one model show; null: the newest. */
  readonly chosenModelId: string | null;
  readonly language: Language;
  readonly theme: Theme;
  /** What the rooms edit. */
  readonly project: Project;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** "saved" only after the transaction is complete. */
  readonly autosave: { readonly status: "saved" | "saving" | "failed"; readonly at: number | null };
  /** What the data set holds that the project names. */
  readonly dataset: Loadable<DatasetSummary>;
  /** What the project makes of it. */
  readonly data: Loadable<DataSummary>;
  /** The user's own data sets, newest first, without those removed. */
  readonly datasets: readonly StoredDataRecord[];
  /** Those of them whose files are at hand, so that they can be read another way. */
  readonly readable: readonly string[];
  readonly adding: readonly AddingData[];
  readonly backends: Loadable<readonly BackendInfo[]>;
  /** The learning-rate range test asked for last, and the project as it was then. */
  readonly rateTest: Loadable<{ readonly test: RateTest; readonly project: Project }>;
  /** The surface asked for last: of which run or race, and how. */
  readonly surface: {
    readonly of: string;
    readonly options: SurfaceOptions;
    readonly drawing: Loadable<Surface>;
  } | null;
  /** The benchmark asked for last; `stale`: the networks that are done. */
  readonly benchmark: Loadable<BenchmarkReport>;
  readonly run: LiveRun | null;
  /** What the room of landscapes shows; null: what a visit begins with. */
  readonly landscape: LandscapeSettings | null;
  readonly race: LiveRace | null;
  /** The line-up of the next race; null until its room is opened. */
  readonly raceDraft: RaceDraft | null;
  /** Newest first, without curves and without those removed. */
  readonly races: readonly RaceSummary[];
  /** Newest first. */
  readonly runs: readonly RunRecord[];
  /** Newest first, without those removed. */
  readonly models: readonly ModelRecord[];
  readonly notices: readonly Notice[];
  /** Bytes that the origin stores, where the browser tells. */
  readonly storedBytes: number | null;
}
