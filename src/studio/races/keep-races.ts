/** The races that are kept, newest first: opened, renamed, removed with a way back. */
import type { Problem } from "../../language/studio-error.ts";
import { type RaceRecord, summaryOfRace } from "../../project/race.ts";
import { notify, notifyProblem } from "../notices.ts";
import { studioStore } from "../store.ts";
import { activeRace } from "./active-race.ts";

/** With all curves, by id. */
const records = new Map<string, RaceRecord>();

export async function fileRace(record: RaceRecord): Promise<void> {
  records.set(record.id, record);
  studioStore.setState(({ races }) => ({
    races: [summaryOfRace(record), ...races.filter(({ id }) => id !== record.id)],
  }));
}

/** Shows a race of earlier with its curves. */
export async function openRace(id: string): Promise<Problem | null> {
  const record = records.get(id);
  if (record === undefined || activeRace() !== null) {
    notifyProblem(missing);
    return missing;
  }
  studioStore.setState({ race: { ...record, isStopping: false, isPausing: false } });
  return null;
}

export async function renameRace(id: string, name: string): Promise<Problem | null> {
  const trimmed = name.trim();
  const record = records.get(id);
  if (trimmed === "" || trimmed.length > 200) return badName;
  if (record === undefined) return missing;
  records.set(id, { ...record, name: trimmed });
  studioStore.setState(({ races, race }) => ({
    races: races.map((each) => (each.id === id ? { ...each, name: trimmed } : each)),
    race: race?.id === id ? { ...race, name: trimmed } : race,
  }));
  return null;
}

/** The notice's undo brings it back. */
export async function removeRace(id: string): Promise<Problem | null> {
  const { races, race } = studioStore.getState();
  const summary = races.find((each) => each.id === id);
  if (summary === undefined) return missing;
  studioStore.setState({ races: races.filter((each) => each.id !== id), ...(race?.id === id ? { race: null } : {}) });
  notify(
    {
      tone: "info",
      text: { en: `"${summary.name}" was deleted.`, zh: `已删除“${summary.name}”。` },
      action: {
        label: { en: "Undo", zh: "撤销" },
        run: () => {
          studioStore.setState((state) => ({
            races: [...state.races, summary].toSorted((a, b) => b.createdAt - a.createdAt),
          }));
        },
      },
    },
    { onGone: () => records.delete(id) },
  );
  return null;
}

const missing: Problem = {
  code: "race-missing",
  text: { en: "This race is no longer there.", zh: "这场竞速已不存在。" },
};
const badName: Problem = {
  code: "invalid-name",
  text: { en: "A race's name must have 1 to 200 characters.", zh: "竞速名称须为 1 至 200 个字符。" },
};
