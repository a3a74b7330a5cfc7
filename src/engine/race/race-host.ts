/** What a race is given by whoever starts it, and what it tells on its way. */
import type { DatasetAccess } from "../../catalog/datasets/dataset.ts";
import type { Text } from "../../language/text.ts";
import type { Lane, LanePlan, RacePlan, RaceProgress, RaceSettings } from "../../project/race.ts";
import type { BackendId, SavedTensor } from "../../project/records.ts";
import type { PathStore } from "../../project/weight-path.ts";
import type { Device } from "../../tensor/backends.ts";
import type { Steering } from "../run/steering.ts";

export interface RaceHost {
  readonly id: string;
  readonly settings: RaceSettings;
  readonly preferred: readonly BackendId[];
  /** The weights of the model that the project starts from, where it is one. */
  readonly source?: readonly SavedTensor[] | undefined;
  readonly access: DatasetAccess;
  /** Where the weights along the way of each lane's first run are kept; left out: nowhere. */
  readonly paths?: PathStore;
  readonly start: (backend: BackendId) => Promise<Device>;
  /** Its steps are rounds: every lane goes to its next point. */
  readonly steering: Steering;
  readonly entries: LaneEntries;
  /** Stops the race; what has been run is kept. */
  readonly signal: AbortSignal;
  /** Milliseconds that never go back. */
  readonly now: () => number;
}

/** Lanes that come and go while the race is under way; taken note of between two rounds. */
export class LaneEntries {
  #added: Lane[] = [];
  readonly #dropped = new Set<string>();

  add(lane: Lane): void {
    this.#added.push(lane);
  }

  drop(laneId: string): void {
    this.#dropped.add(laneId);
  }

  isDropped(laneId: string): boolean {
    return this.#dropped.has(laneId);
  }

  /** Those that have come since the last call. */
  take(): readonly Lane[] {
    const added = this.#added;
    this.#added = [];
    return added;
  }
}

export type RaceEvent =
  | { readonly type: "run-preparing"; readonly stage: Text; readonly fraction?: number }
  | { readonly type: "race-started"; readonly plan: RacePlan }
  | { readonly type: "race-lane"; readonly laneId: string; readonly plan: LanePlan }
  | { readonly type: "race-progress"; readonly progress: RaceProgress }
  /** It rests until it is told to go on. */
  | { readonly type: "race-rested" };
