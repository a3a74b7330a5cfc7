/** What a run is given by whoever starts it, and what it tells on its way. */
import type { DatasetAccess } from "../../catalog/datasets/dataset.ts";
import type { Text } from "../../language/text.ts";
import type { Project } from "../../project/project.ts";
import type { BackendId, HistoryPoint, Preview, RunPlan, RunProgress, SavedTensor } from "../../project/records.ts";
import type { RunCheckpoint } from "../../project/run-checkpoint.ts";
import type { PathStore } from "../../project/weight-path.ts";
import type { Device } from "../../tensor/backends.ts";
import type { Steering } from "./steering.ts";

export interface RunHost {
  readonly id: string;
  readonly project: Project;
  readonly preferred: readonly BackendId[];
  /** Where an earlier run of this project broke off; null: from the beginning. */
  readonly from: RunCheckpoint | null;
  /** The weights of the model that the project starts from, where it is one and the run begins. */
  readonly source?: readonly SavedTensor[] | undefined;
  readonly access: DatasetAccess;
  /** Where the weights along its way are kept; left out: nowhere. */
  readonly paths?: PathStore;
  readonly start: (backend: BackendId) => Promise<Device>;
  readonly steering: Steering;
  /** Stops the run; what has been learnt is kept. */
  readonly signal: AbortSignal;
  /** Milliseconds that never go back. */
  readonly now: () => number;
}

export type RunEvent =
  | { readonly type: "run-preparing"; readonly stage: Text; readonly fraction?: number }
  | { readonly type: "run-started"; readonly plan: RunPlan }
  | {
      readonly type: "run-progress";
      readonly points: readonly HistoryPoint[];
      readonly progress: RunProgress;
      readonly preview?: Preview;
    }
  /** `isPaused`: the run rests here until it is told to go on. */
  | { readonly type: "run-checkpoint"; readonly checkpoint: RunCheckpoint; readonly isPaused: boolean };
