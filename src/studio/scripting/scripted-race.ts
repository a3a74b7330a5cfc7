/** `studio.race` and `studio.races`, fetched when a script asks for them. */
import { z } from "zod";
import { type Problem, StudioError } from "../../language/studio-error.ts";
import type { Language } from "../../language/text.ts";
import { type RaceRecord, type RaceRun, type RaceSummary, laneTitle, parseRaceSettings } from "../../project/race.ts";
import { judgeRace } from "../../project/race-verdict.ts";
import { loadRaces, readRace, removeRace, renameRace } from "../races/keep-races.ts";
import { type RaceEvent, goOnWithRace, startRace } from "../races/start-race.ts";
import { studioStore } from "../store.ts";
import { pauseRace, resumeRace, stepRace, stopRace } from "../races/steer-race.ts";
import { checkedArgument, listener, nameSchema, signalSchema } from "./script-arguments.ts";
import { harmless } from "./script-listener.ts";

const raceOptionsSchema = z.strictObject({
  /** How many seeds is checked with the lanes. */
  seeds: z.number().exactOptional(),
  /** Left out: the project's. */
  name: z.string().trim().min(1).max(200).exactOptional(),
  /** Aborting is stopping: the race resolves with what has been run. */
  signal: signalSchema.exactOptional(),
  onEvent: listener<(event: ScriptedRaceEvent) => void>().exactOptional(),
});
export type RaceOptionsInput = z.input<typeof raceOptionsSchema>;

/** "progress": what is new of each lane and seed since the one before. */
type ScriptedRaceEvent = ReturnType<typeof eventAnswer>;

/** Races the lanes and resolves when the race has ended and is kept. Rejects as `startRace`, and for wrong arguments. */
export async function scriptedRace(project: unknown, lanes: unknown, options: unknown, language: Language) {
  const { seeds, onEvent, ...rest } = checkedArgument(raceOptionsSchema, "options", options);
  const { datasets } = studioStore.getState();
  const { settings, problem } = parseRaceSettings({ project, lanes, ...(seeds !== undefined && { seeds }) }, datasets);
  if (problem !== undefined) throw new StudioError(problem);
  const heard = onEvent && {
    onEvent: harmless("onEvent", (event: RaceEvent) => onEvent(eventAnswer(event, language))),
  };
  return raceAnswer(await startRace(settings, { ...rest, ...heard }), language);
}

/** `studio.races`. Those of one race reject with a `StudioError` when it is not there. */
export const scriptedRaces = {
  list: async (language: Language) => {
    await loadRaces();
    return studioStore.getState().races.map((race) => raceSummaryAnswer(race, language));
  },
  /** With its curves and its verdict. */
  get: async (id: string, language: Language) => raceAnswer(await readRace(id), language),
  rename: async (id: string, name: unknown): Promise<void> => {
    await loadRaces();
    throwProblem(await renameRace(id, checkedArgument(nameSchema, "name", name)));
  },
  remove: async (id: string): Promise<void> => {
    await loadRaces();
    throwProblem(await removeRace(id));
  },
  /** Resolves as `scriptedRace` does. */
  goOn: async (id: string, language: Language) => raceAnswer(await goOnWithRace(id), language),
  pause: pauseRace,
  step: stepRace,
  resume: resumeRace,
  stop: stopRace,
};

function throwProblem(problem: Problem | null): void {
  if (problem !== null) throw new StudioError(problem);
}

/** As the list shows it. */
function raceSummaryAnswer(
  { id, name, createdAt, status, reason, settings, studioVersion }: RaceSummary,
  language: Language,
) {
  const lanes = settings.lanes.map((lane, _, all) => laneTitle(lane, all)[language]);
  return { id, name, createdAt, status, reason: reason[language], lanes, seeds: settings.seeds, studioVersion };
}

function raceAnswer(record: RaceRecord, language: Language) {
  const { measure, target, lanes, headline, details, next } = judgeRace(record);
  const said = (texts: typeof details) => texts.map((text) => text[language]);
  return {
    ...raceSummaryAnswer(record, language),
    measure,
    target,
    verdict: headline[language],
    details: said(details),
    next: said(next),
    lanes: record.lanes.map(({ id, plan, runs }, at) => {
      const lane = record.settings.lanes[at]!;
      const { end, toTarget, rank, diverged } = lanes[at]!;
      const label = laneTitle(lane, record.settings.lanes)[language];
      return {
        id,
        label,
        optimizer: lane.optimizer,
        schedule: lane.schedule,
        rank,
        end,
        toTarget,
        diverged,
        runs: runs.map((run) => runAnswer(record, { id, label, trainer: plan?.trainer ?? null }, run, language)),
      };
    }),
  };
}

/** As `studio.train` sums a run up, with its seed and its curve. */
function runAnswer(
  record: RaceRecord,
  lane: { readonly id: string; readonly label: string; readonly trainer: "reference" | "compiled" | null },
  { seed, status, reason, points, test }: RaceRun,
  language: Language,
) {
  const last = points.at(-1);
  return {
    id: `${record.id}/${lane.id}/${seed}`,
    name: lane.label,
    seed,
    status,
    reason: reason?.[language] ?? null,
    modelId: null,
    backend: record.plan?.backend ?? null,
    trainer: lane.trainer,
    steps: last?.step ?? 0,
    epochs: last?.epoch ?? 0,
    examples: last?.examples ?? 0,
    elapsedMs: last?.elapsedMs ?? 0,
    finalLoss: last?.loss ?? null,
    validation: last?.validation ?? {},
    test: test ?? {},
    history: points,
  };
}

function eventAnswer(event: RaceEvent, language: Language) {
  if (event.type === "preparing") return { ...event, stage: event.stage[language] };
  const runs = event.runs.map(({ reason, ...run }) =>
    reason === undefined ? run : { ...run, reason: reason[language] },
  );
  return { ...event, runs };
}
