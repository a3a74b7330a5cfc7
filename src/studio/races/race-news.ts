/** What the thread tells of a race, as the state has it. A lane that nothing is told of stays the very same object. */
import type { Text } from "../../language/text.ts";
import {
  type Lane,
  type LanePlan,
  type RaceLane,
  type RacePoint,
  type RaceProgress,
  type RaceRecord,
  type RaceRunNews,
  type RaceRun,
  type RaceSettings,
  type RaceSummary,
  seedsOf,
} from "../../project/race.ts";
import type { LiveRace } from "../state.ts";

/** A lane at the start, with a run for each seed. */
export function waitingLane(lane: Lane, settings: Pick<RaceSettings, "project" | "seeds">): RaceLane {
  const runs = seedsOf(settings).map((seed) => ({ seed, status: "waiting" as const, points: [] }));
  return { id: lane.id, plan: null, runs };
}

export function withPlan(race: LiveRace, laneId: string, plan: LanePlan): LiveRace {
  return { ...race, lanes: race.lanes.map((lane) => (lane.id === laneId ? { ...lane, plan } : lane)) };
}

export function withProgress(race: LiveRace, { runs: news, share, remainingMs }: RaceProgress): LiveRace {
  const { stage: _done, fraction: _filled, ...rest } = race;
  const lanes = race.lanes.map((lane) => {
    const own = news.filter(({ laneId }) => laneId === lane.id);
    return own.length === 0 ? lane : { ...lane, runs: lane.runs.map((run) => withNews(run, own)) };
  });
  return { ...rest, lanes, progress: { share, remainingMs } };
}

function withNews(run: RaceLane["runs"][number], news: readonly RaceRunNews[]): RaceLane["runs"][number] {
  const own = news.find(({ seed }) => seed === run.seed);
  if (own === undefined) return run;
  const { status, reason, points, test } = own;
  return {
    ...run,
    // In a race that goes on, a curve that waits for its turn stays in the standings.
    status: status === "waiting" && run.points.length > 0 ? "running" : status,
    points: joined(run.points, points, hasEndedItself(status)),
    ...(reason === undefined ? {} : { reason }),
    ...(test === undefined ? {} : { test }),
  };
}

/** By itself, at its last step or before. */
function hasEndedItself(status: RaceRun["status"]): boolean {
  return status === "finished" || status === "diverged" || status === "failed";
}

/**
 * Points come again in a race that goes on: they take the places of those that stood there, of which the later ones wait
 * until they are reached, or go where the run came to another end.
 */
function joined(before: readonly RacePoint[], news: readonly RacePoint[], hasEnded: boolean): RacePoint[] {
  const [first = Infinity, last = Infinity] = [news[0]?.step, news.at(-1)?.step];
  return [
    ...before.filter(({ step }) => step < first),
    ...news,
    ...before.filter(({ step }) => !hasEnded && step > last),
  ];
}

/** A lane that joins while the race is under way. */
export function withLane(race: LiveRace, lane: Lane): LiveRace {
  const settings = { ...race.settings, lanes: [...race.settings.lanes, lane] };
  return { ...race, settings, lanes: [...race.lanes, waitingLane(lane, settings)] };
}

/** What is kept of a race that is so far, or has ended so: then none of its runs goes on. */
export function recordOf(race: LiveRace, status: RaceRecord["status"], reason: Text): RaceRecord {
  const { id, name, createdAt, studioVersion, settings, plan } = race;
  const isOver = status !== "running" && status !== "paused";
  const lanes = isOver ? race.lanes.map(settledLane) : race.lanes;
  return { id, name, createdAt, studioVersion, settings, plan, lanes, status, reason };
}

/** Those that ended before their last step, and not by themselves. */
export function unfinishedLanes({ lanes }: Pick<RaceRecord, "lanes">): readonly RaceLane[] {
  return lanes.filter(({ runs }) => runs.some(({ status }) => status === "stopped"));
}

/** Of all the steps of these lanes; a run that has ended by itself counts whole. */
export function shareDone(lanes: readonly RaceLane[]): number {
  const shares = lanes.flatMap(({ plan, runs }) =>
    runs.map(({ status, points }) => {
      if (status !== "stopped") return 1;
      return plan === null ? 0 : (points.at(-1)?.step ?? 0) / plan.totalSteps;
    }),
  );
  return shares.reduce((sum, each) => sum + each, 0) / Math.max(1, shares.length);
}

/** A race that no page runs any more, whatever its record says: it ends where it was. */
export function settledRace<Race extends RaceSummary>(race: Race): Race {
  if (race.status !== "running" && race.status !== "paused") return race;
  return { ...race, status: "stopped", reason: brokenOff, lanes: race.lanes.map(settledLane) };
}

function settledLane<Entry extends RaceSummary["lanes"][number]>(lane: Entry): Entry {
  return { ...lane, runs: lane.runs.map(settledRun) };
}

function settledRun<Run extends Pick<RaceRun, "status">>(run: Run): Run {
  return run.status === "running" || run.status === "waiting" ? { ...run, status: "stopped" } : run;
}

const brokenOff: Text = {
  en: "The page was closed while it raced; its curves end there, and it can go on.",
  zh: "竞速进行时页面被关闭，曲线到此为止，可以接着赛。",
};
