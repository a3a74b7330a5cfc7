/** Races: a fresh thread for each race, which ends with it. Interface and scripts both start here. */
import { type Problem, StudioError, problemOf } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import { parseRaceSettings, type RaceProgress, type RaceRecord, type RaceSettings } from "../../project/race.ts";
import { openThread } from "../../worker/open-thread.ts";
import { holdLiveLock, liveIds } from "../live-lock.ts";
import { preferredBackends } from "../measure-backends.ts";
import { startingWeightsOf } from "../models/start-from.ts";
import { newId } from "../new-id.ts";
import { notifyProblem } from "../notices.ts";
import { listenForHeartbeat } from "../runs/heartbeat.ts";
import { beginRun } from "../runs/run-activity.ts";
import type { LiveRace, RaceDraft } from "../state.ts";
import { studioStore } from "../store.ts";
import { studioVersion } from "../version.ts";
import { type ActiveRace, activeRace, changeRace, setActiveRace, tellRaceWaiters } from "./active-race.ts";
import { asRaced } from "./as-raced.ts";
import { fileRace, readRace } from "./keep-races.ts";
import { recordOf, shareDone, unfinishedLanes, waitingLane, withPlan, withProgress } from "./race-news.ts";
import { stopRace } from "./steer-race.ts";

/** How old what is kept of a race may be while it goes on: so long, or a share of how long it has been going on. */
const KEEP_EVERY_MS = 5_000;
const KEEP_EVERY_SHARE = 0.2;

export interface RaceOptions {
  /** Left out: the project's name. */
  readonly name?: string;
  /** Aborting is stopping: the race resolves with what its lanes have come to. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RaceEvent) => void;
}

export type RaceEvent =
  | { readonly type: "preparing"; readonly stage: Text; readonly fraction?: number }
  | ({ readonly type: "progress" } & RaceProgress);

/**
 * Resolves when the race has ended and is kept: finished, stopped, or failed on its way. Rejects with a `StudioError`
 * when it could not start at all, or while another is under way.
 */
export async function startRace(settings: RaceSettings, options: RaceOptions = {}): Promise<RaceRecord> {
  return runRace(
    newRace(newId("race"), options.name ?? settings.project.name, settings),
    async () => settings,
    options,
  );
}

/**
 * Goes on with a race that ended before all of its lanes had. Those start anew, from the same weights over the same batches,
 * so they come by where they broke off: until then their curves stand as they were. As `startRace`.
 */
export async function goOnWithRace(id: string): Promise<RaceRecord> {
  const record = await readRace(id);
  const unfinished = unfinishedLanes(record);
  if (unfinished.length === 0) throw new StudioError(nothingLeft);
  if ((await liveIds([id])).has(id)) throw new StudioError(alreadyGoing);
  const lanes = record.settings.lanes.filter((lane) => unfinished.some((each) => each.id === lane.id));
  const brokeOffAt = shareDone(unfinished);
  const live: LiveRace = { ...record, ...settled, status: "preparing", reason: underWay, brokeOffAt };
  try {
    return await runRace(live, async () => {
      const { project } = record.settings;
      return { ...record.settings, project: (await asRaced(project, record.plan)) ?? project, lanes };
    });
  } catch (error) {
    if (problemOf(error).code !== cancelled.code) throw error;
    // Stopped before it went on, it is as it was.
    studioStore.setState({ race: { ...record, ...settled } });
    return record;
  }
}

/** `settingsOf`: what the thread is to race. */
async function runRace(
  shown: LiveRace,
  settingsOf: () => Promise<RaceSettings>,
  options: Omit<RaceOptions, "name"> = {},
): Promise<RaceRecord> {
  if (activeRace() !== null) throw new StudioError(busy);
  const race: ActiveRace = { id: shown.id, thread: null, stopping: new AbortController(), restWaiters: new Set() };
  setActiveRace(race);
  studioStore.setState({ race: shown });
  const endRun = beginRun();
  options.signal?.addEventListener("abort", stopRace, { once: true });
  if (options.signal?.aborted === true) stopRace();
  try {
    return await holdLiveLock(race.id, async () => conduct(race, await settingsOf(), options));
  } catch (error) {
    const problem = problemOf(error);
    changeRace(race.id, (live) => ({ ...live, ...settled, status: "failed", reason: problem.text, problem }));
    throw error instanceof StudioError ? error : new StudioError(problem, { cause: error });
  } finally {
    options.signal?.removeEventListener("abort", stopRace);
    race.thread?.terminate();
    setActiveRace(null);
    tellRaceWaiters(race);
    endRun();
  }
}

/** Races this line-up on the project that the rooms edit; what goes wrong stands in `state.race`. */
export async function startRoomRace({ lanes, seeds }: RaceDraft): Promise<Problem | null> {
  const { project, datasets } = studioStore.getState();
  const { settings, problem } = parseRaceSettings({ project, lanes, seeds }, datasets);
  if (problem !== undefined || activeRace() !== null) {
    notifyProblem(problem ?? busy);
    return problem ?? busy;
  }
  try {
    await startRace(settings);
    return null;
  } catch (error) {
    return problemOf(error);
  }
}

async function conduct(race: ActiveRace, settings: RaceSettings, { onEvent }: RaceOptions): Promise<RaceRecord> {
  const { id } = race;
  const { project } = settings;
  const { signal } = race.stopping;
  const preferred = project.training.backend === "auto" ? await preferredBackends() : [];
  const source = await startingWeightsOf(project);
  if (signal.aborted) throw new StudioError(cancelled);
  const thread = openThread(id);
  race.thread = thread;
  const heartbeat = listenForHeartbeat(thread);
  let hasStarted = false;
  let hasCurves = false;
  const beganAt = performance.now();
  let keptAt = -Infinity;
  try {
    const over = thread.client.startRace(
      { id, settings, preferred, ...(source === undefined ? {} : { source }) },
      {
        onPreparing: (stage, fraction) => {
          heartbeat.beat();
          const told = fraction === undefined ? { stage } : { stage, fraction };
          changeRace(id, ({ fraction: _before, ...live }) => ({ ...live, ...told }));
          onEvent?.({ type: "preparing", ...told });
        },
        onRaceStarted: (plan) => {
          heartbeat.beat();
          hasStarted = true;
          changeRace(id, (live) => ({ ...live, plan, status: "running", reason: underWay }));
        },
        onLane: (laneId, plan) => {
          changeRace(id, (live) => withPlan(live, laneId, plan));
        },
        onRaceProgress: (progress) => {
          heartbeat.beat();
          changeRace(id, (live) => withProgress(live, progress));
          onEvent?.({ type: "progress", ...progress });
          hasCurves ||= progress.runs.some(({ points }) => points.length > 0);
          const now = performance.now();
          if (!hasCurves || now - keptAt < Math.max(KEEP_EVERY_MS, KEEP_EVERY_SHARE * (now - beganAt))) return;
          keptAt = now;
          void keep(id, "running");
        },
        onRested: () => {
          heartbeat.beat();
          changeRace(id, (live) => ({ ...live, status: "paused", isPausing: false }));
          void keep(id, "paused").then(() => tellRaceWaiters(race));
        },
      },
    );
    await over;
    if (!hasStarted) throw new StudioError(cancelled);
    return await end(id, signal.aborted ? "stopped" : "finished", signal.aborted ? stoppedByHand : finished);
  } catch (error) {
    // What the lanes had come to is kept, whatever broke off the race.
    if (hasStarted) await end(id, "failed", problemOf(error).text);
    throw error;
  } finally {
    heartbeat.end();
  }
}

/** A page that is closed loses what came after. Another race that is shown by now is not touched. */
async function keep(id: string, status: "running" | "paused"): Promise<void> {
  const { race } = studioStore.getState();
  if (race?.id === id && race.status === status) await fileRace(recordOf(race, status, race.reason));
}

async function end(id: string, status: RaceRecord["status"], reason: Text): Promise<RaceRecord> {
  changeRace(id, (live) => ({ ...live, ...settled, status, reason }));
  const { race } = studioStore.getState();
  // The room shows the race under way for as long as it is.
  if (race?.id !== id) throw new Error(`The race ${id} is not the one that is shown`);
  const record = recordOf(race, status, reason);
  changeRace(id, (live) => ({ ...live, lanes: record.lanes }));
  await fileRace(record);
  return record;
}

const settled = { isStopping: false, isPausing: false } as const;

function newRace(id: string, name: string, settings: RaceSettings): LiveRace {
  return {
    id,
    name,
    createdAt: Date.now(),
    studioVersion,
    settings,
    status: "preparing",
    reason: underWay,
    plan: null,
    lanes: settings.lanes.map((lane) => waitingLane(lane, settings)),
    ...settled,
  };
}

const underWay: Text = { en: "Under way.", zh: "进行中。" };
const finished: Text = { en: "Every lane came to its last step.", zh: "所有赛道都已跑完。" };
const stoppedByHand: Text = { en: "Stopped by you.", zh: "已由您停止。" };

const nothingLeft: Problem = {
  code: "race-over",
  text: {
    en: "Every lane of this race has ended: there is nothing left to run.",
    zh: "这场竞速的所有赛道都已结束，无需继续。",
  },
};

const alreadyGoing: Problem = {
  code: "race-under-way",
  text: {
    en: "This race is under way already, here or in another tab.",
    zh: "此竞速已在本标签页或另一个标签页中进行。",
  },
};

const busy: Problem = {
  code: "race-busy",
  text: {
    en: "A race is under way. Stop it first, or wait until it ends.",
    zh: "竞速正在进行。请先停止，或等待其结束。",
  },
};

const cancelled: Problem = {
  code: "race-cancelled",
  text: { en: "The race was stopped before it began.", zh: "竞速在开始之前已停止。" },
};
