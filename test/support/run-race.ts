/** Runs a race through the engine, as the training thread does, and gathers what it tells into curves. */
import type { DatasetAccess } from "../../src/catalog/datasets/dataset.ts";
import { LaneEntries, type RaceEvent } from "../../src/engine/race/race-host.ts";
import { runRace } from "../../src/engine/race/run-race.ts";
import { Steering } from "../../src/engine/run/steering.ts";
import { type RacePoint, type RaceRunNews, parseRaceSettings } from "../../src/project/race.ts";
import type { BackendId } from "../../src/project/records.ts";
import type { PathStore } from "../../src/project/weight-path.ts";
import { startBackend } from "../../src/tensor/backends.ts";

export interface RacedRun extends Omit<RaceRunNews, "points"> {
  readonly points: RacePoint[];
}

export interface Raced {
  readonly events: readonly RaceEvent[];
  /** By lane and seed: "adam/7". */
  readonly runs: ReadonlyMap<string, RacedRun>;
}

export interface RaceControls {
  readonly stop: () => void;
  readonly steering: Steering;
  readonly entries: LaneEntries;
}

export async function raceProject(
  input: { readonly project: unknown; readonly lanes: readonly unknown[]; readonly seeds?: number },
  options: {
    readonly preferred?: readonly BackendId[];
    readonly now?: () => number;
    readonly paths?: PathStore;
    /** Left out: the prepared files, which only Node can read. */
    readonly access?: DatasetAccess;
    readonly onEvent?: (event: RaceEvent, controls: RaceControls) => void;
  } = {},
): Promise<Raced> {
  const { settings, problem } = parseRaceSettings(input);
  if (settings === undefined) throw new Error(problem.text.en);
  const abort = new AbortController();
  const [steering, entries] = [new Steering(), new LaneEntries()];
  const events: RaceEvent[] = [];
  const runs = new Map<string, RacedRun>();
  const race = runRace({
    id: "race-1",
    settings,
    ...(options.paths === undefined ? {} : { paths: options.paths }),
    preferred: options.preferred ?? ["wasm"],
    access: options.access ?? (await import("./data-access.ts")).dataAccess(abort.signal),
    start: (backend) => startBackend(backend),
    steering,
    entries,
    signal: abort.signal,
    now: options.now ?? (() => performance.now()),
  });
  for await (const event of race) {
    events.push(event);
    if (event.type === "race-progress") {
      for (const news of event.progress.runs) {
        const key = `${news.laneId}/${news.seed}`;
        runs.set(key, { ...news, points: [...(runs.get(key)?.points ?? []), ...news.points] });
      }
    }
    options.onEvent?.(event, { stop: () => abort.abort(), steering, entries });
  }
  return { events, runs };
}
