/** What can be asked of the race under way. Asked of none, nothing happens. */
import type { Problem } from "../../language/studio-error.ts";
import { type Lane, MOST_LANES } from "../../project/race.ts";
import { notifyProblem } from "../notices.ts";
import { studioStore } from "../store.ts";
import { activeRace, changeRace } from "./active-race.ts";
import { withLane } from "./race-news.ts";

/** Resolves when the race rests, or has ended before that. */
export async function pauseRace(): Promise<void> {
  return restAfter("pause");
}

/** Every lane goes to its next point: resolves when the race rests again. */
export async function stepRace(): Promise<void> {
  return restAfter("step");
}

export function resumeRace(): void {
  const race = activeRace();
  if (race === null || race.thread === null) return;
  race.thread.client.steerRace(race.id, { type: "resume" });
  changeRace(race.id, (live) => ({ ...live, status: "running", isPausing: false }));
}

/** It keeps what its lanes have come to. */
export function stopRace(): void {
  const race = activeRace();
  if (race === null) return;
  changeRace(race.id, (live) => ({ ...live, isStopping: true }));
  race.stopping.abort();
  race.thread?.client.steerRace(race.id, { type: "stop" });
}

/** A lane leaves the race and keeps its curves. */
export function dropLane(laneId: string): void {
  const race = activeRace();
  race?.thread?.client.steerRace(race.id, { type: "drop-lane", laneId });
}

/** A lane joins and catches up from the first step on. */
export function addLane(lane: Lane): Problem | null {
  const race = activeRace();
  const shown = studioStore.getState().race;
  if (race === null || race.thread === null || shown?.id !== race.id) return null;
  if (shown.lanes.length >= MOST_LANES) {
    notifyProblem(tooMany);
    return tooMany;
  }
  changeRace(race.id, (live) => withLane(live, lane));
  race.thread.client.steerRace(race.id, { type: "add-lane", lane });
  return null;
}

function restAfter(order: "pause" | "step"): Promise<void> {
  const race = activeRace();
  if (race === null || race.thread === null) return Promise.resolve();
  changeRace(race.id, (live) => ({ ...live, isPausing: true }));
  const { client } = race.thread;
  return new Promise((resolve) => {
    race.restWaiters.add(resolve);
    client.steerRace(race.id, { type: order });
  });
}

const tooMany: Problem = {
  code: "race-full",
  text: {
    en: `A race has ${MOST_LANES} lanes at most. Drop one first, or start another race.`,
    zh: `一次竞速最多 ${MOST_LANES} 条赛道。请先让一条退出，或另开一场。`,
  },
};
