/** The race that this page runs: one at a time, in a thread of its own. */
import type { TrainingThread } from "../../worker/open-thread.ts";
import type { LiveRace } from "../state.ts";
import { studioStore } from "../store.ts";

export interface ActiveRace {
  readonly id: string;
  /** Null until it is started. */
  thread: TrainingThread | null;
  readonly stopping: AbortController;
  /** Those who wait until it rests, or has ended. */
  readonly restWaiters: Set<() => void>;
}

let active: ActiveRace | null = null;

export function activeRace(): ActiveRace | null {
  return active;
}

export function setActiveRace(race: ActiveRace | null): void {
  active = race;
}

/** Changes what the room shows of this race, if it shows it. */
export function changeRace(id: string, change: (race: LiveRace) => LiveRace): void {
  studioStore.setState(({ race }) => (race?.id === id ? { race: change(race) } : {}));
}

export function tellRaceWaiters(race: ActiveRace): void {
  for (const tell of race.restWaiters) tell();
  race.restWaiters.clear();
}
