/** The races that are kept, newest first: opened, renamed, removed with a way back. */
import { type Problem, StudioError, problemOf } from "../../language/studio-error.ts";
import { type RaceRecord, type RaceSummary, summaryOfRace } from "../../project/race.ts";
import { LONGEST_NAME } from "../../project/project.ts";
import { raceMissing } from "../../storage/model-problems.ts";
import type { RaceStorage } from "../../storage/race-storage.ts";
import { liveIds } from "../live-lock.ts";
import { notify, notifyProblem } from "../notices.ts";
import { clearStorageProblem, openedStorage, reportStorageProblem } from "../storage-connection.ts";
import { refreshStoredBytes } from "../stored-bytes.ts";
import { studioStore } from "../store.ts";
import { activeRace } from "./active-race.ts";
import { settledRace } from "./race-news.ts";

/** A removal this recent may still be undone in another tab. */
const UNDO_ELSEWHERE_MS = 60_000;

/** With all curves, by id: those of this visit that could not be stored. */
const unsaved = new Map<string, RaceRecord>();

/** Writes follow each other, so that an older record never lands on a newer one. */
let queue: Promise<unknown> = Promise.resolve();
function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const done = queue.then(work);
  queue = done;
  return done;
}

/** Lists the race and stores it with its curves. One that cannot be stored can be opened until the page is closed. */
export async function fileRace(record: RaceRecord): Promise<void> {
  unsaved.set(record.id, record);
  studioStore.setState(({ races }) => ({ races: newestFirst([...without(races, record.id), summaryOfRace(record)]) }));
  const problem = await inTurn(() => stored((kept) => kept.save(record)));
  if (problem === null && unsaved.get(record.id) === record) unsaved.delete(record.id);
  await refreshStoredBytes();
}

let loading: Promise<void> | null = null;

/** Lists what earlier visits have left, once. What cannot be read is told. */
export function loadRaces(): Promise<void> {
  loading ??= listStored().catch((error: unknown) => {
    // The next one who asks tries again.
    loading = null;
    reportStorageProblem(error);
  });
  return loading;
}

/** One that broke off with its page ends where it was. */
async function listStored(): Promise<void> {
  const storage = await openedStorage();
  const { races, removed, problems } = await (await storage.races()).load();
  for (const problem of problems) notifyProblem(problem);
  const live = await liveIds(races.map(({ id }) => id));
  const known = races.map((race) => (live.has(race.id) ? race : settledRace(race)));
  studioStore.setState((state) => ({
    races: newestFirst([...state.races, ...known.filter(({ id }) => state.races.every((each) => each.id !== id))]),
  }));
  const [newest] = races;
  if (newest !== undefined && known[0] !== newest && studioStore.getState().race === null)
    await showBrokenOff(newest.id);
  const final = Date.now() - UNDO_ELSEWHERE_MS;
  for (const { id, removedAt } of removed) if (removedAt < final) await (await storage.races()).purge(id);
}

/** Whoever comes back to a race that broke off finds it, once, with the curves that it had come to. */
async function showBrokenOff(id: string): Promise<void> {
  const record = await readRace(id);
  studioStore.setState(({ race }) =>
    race === null ? { race: { ...record, isStopping: false, isPausing: false } } : {},
  );
  await fileRace(record);
}

/** With its curves. Throws a `StudioError` when it is not there. */
export async function readRace(id: string): Promise<RaceRecord> {
  return unsaved.get(id) ?? settledRace(await (await (await openedStorage()).races()).read(id));
}

/** Shows a race of earlier with its curves. */
export async function openRace(id: string): Promise<Problem | null> {
  try {
    if (activeRace() !== null) throw new StudioError(underWay);
    const record = await readRace(id);
    studioStore.setState({ race: { ...record, isStopping: false, isPausing: false } });
    return null;
  } catch (error) {
    const problem = problemOf(error);
    notifyProblem(problem);
    return problem;
  }
}

export async function renameRace(id: string, name: string): Promise<Problem | null> {
  const trimmed = name.trim();
  if (trimmed === "" || trimmed.length > LONGEST_NAME) return badName;
  if (!isKept(id)) return raceMissing(id);
  const held = unsaved.get(id);
  const problem = held === undefined ? await stored((kept) => kept.rename(id, trimmed)) : null;
  if (problem !== null) return problem;
  if (held !== undefined) unsaved.set(id, { ...held, name: trimmed });
  studioStore.setState(({ races, race }) => ({
    races: races.map((each) => (each.id === id ? { ...each, name: trimmed } : each)),
    race: race?.id === id ? { ...race, name: trimmed } : race,
  }));
  return null;
}

/** The notice's undo brings it back; its curves go for good when the notice does. */
export async function removeRace(id: string): Promise<Problem | null> {
  const { races, race } = studioStore.getState();
  const summary = races.find((each) => each.id === id);
  if (summary === undefined) return raceMissing(id);
  if (activeRace()?.id === id) {
    notifyProblem(underWay);
    return underWay;
  }
  const problem = unsaved.has(id) ? null : await stored((kept) => kept.mark(id, Date.now()));
  if (problem !== null) return problem;
  studioStore.setState({ races: without(races, id), ...(race?.id === id ? { race: null } : {}) });
  notify(
    {
      tone: "info",
      text: { en: `"${summary.name}" was deleted.`, zh: `已删除“${summary.name}”。` },
      action: { label: { en: "Undo", zh: "撤销" }, run: () => void restoreRace(summary) },
    },
    { onGone: () => void purgeRace(id) },
  );
  return null;
}

async function restoreRace(summary: RaceSummary): Promise<void> {
  const { id } = summary;
  const problem = unsaved.has(id) ? null : await stored((kept) => kept.mark(id, null));
  if (problem !== null) return;
  studioStore.setState(({ races }) => ({ races: newestFirst([...without(races, id), summary]) }));
}

/** What cannot be purged now is purged when the studio starts next. */
async function purgeRace(id: string): Promise<void> {
  if (unsaved.delete(id)) return;
  await stored((kept) => kept.purge(id));
  await refreshStoredBytes();
}

async function stored(work: (races: RaceStorage) => Promise<void>): Promise<Problem | null> {
  try {
    await work(await (await openedStorage()).races());
    clearStorageProblem();
    return null;
  } catch (error) {
    return reportStorageProblem(error);
  }
}

function isKept(id: string): boolean {
  return studioStore.getState().races.some((each) => each.id === id);
}

function without(races: readonly RaceSummary[], id: string): readonly RaceSummary[] {
  return races.filter((each) => each.id !== id);
}

function newestFirst(races: readonly RaceSummary[]): readonly RaceSummary[] {
  return races.toSorted((a, b) => b.createdAt - a.createdAt);
}

const underWay: Problem = {
  code: "race-busy",
  text: {
    en: "A race is under way. Stop it first, or wait until it ends.",
    zh: "竞速正在进行。请先停止，或等待其结束。",
  },
};

const badName: Problem = {
  code: "invalid-name",
  text: { en: "A race's name must have 1 to 200 characters.", zh: "竞速名称须为 1 至 200 个字符。" },
};
