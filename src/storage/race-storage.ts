/** Races in the database: what lists show in one table, the curves in another, since they are much to read. */
import { type Problem, StudioError } from "../language/studio-error.ts";
import type { Text } from "../language/text.ts";
import {
  type RacePoint,
  type RaceRecord,
  type RaceSummary,
  raceRecordSchema,
  raceSummarySchema,
  summaryOfRace,
} from "../project/race.ts";
import type { RaceCurvesRow, RaceRow, StudioDatabase } from "./database.ts";
import { dropPath } from "./path-store.ts";
import { raceMissing } from "./model-problems.ts";
import { eachNewestFirst, parsed, unreadable, unwritable } from "./read-records.ts";

/** Newest first, without curves. */
export interface StoredRaces {
  readonly races: readonly RaceSummary[];
  /** Removed by the user, still there. */
  readonly removed: readonly { readonly id: string; readonly removedAt: number }[];
  readonly problems: readonly Problem[];
}

export interface RaceStorage {
  load(): Promise<StoredRaces>;
  /** Refuses a record that could not be read again. */
  save(record: RaceRecord): Promise<void>;
  /** With its curves. Throws a `StudioError` when it is not there or cannot be read. */
  read(id: string): Promise<RaceRecord>;
  rename(id: string, name: string): Promise<void>;
  /** `removedAt` null: it is back. */
  mark(id: string, removedAt: number | null): Promise<void>;
  /** For good. */
  purge(id: string): Promise<void>;
}

type Guarded = <Result>(work: () => Promise<Result>) => Promise<Result>;

export function raceStorage(database: StudioDatabase, guarded: Guarded): RaceStorage {
  const { races, raceCurves, weightPaths, pathPoints } = database;
  const change = (id: string, changed: (row: RaceRow) => RaceRow): Promise<void> =>
    guarded(() =>
      database.transaction("rw", races, async () => {
        const row = await races.get(id);
        if (row === undefined) throw new StudioError(raceMissing(id));
        await races.put(changed(row));
      }),
    );
  return {
    load: () =>
      guarded(async () => {
        const removed: { id: string; removedAt: number }[] = [];
        const problems: Problem[] = [];
        const listed: RaceSummary[] = [];
        await eachNewestFirst(races, ({ id, removedAt, record }) => {
          if (removedAt !== null) {
            removed.push({ id, removedAt });
            return;
          }
          const race = parsed(raceSummarySchema, record, raceNamed(id), problems);
          if (race !== null) listed.push(race);
        });
        return { races: listed, removed, problems };
      }),
    save: (record) =>
      guarded(async () => {
        const summary = summaryOfRace(record);
        // The curves, up to a hundred thousand points, are checked when they are read: a race is kept while it is drawn.
        const { error } = raceSummarySchema.safeParse(summary);
        if (error !== undefined) throw new StudioError(unwritable(raceNamed(record.id), error));
        await database.transaction("rw", races, raceCurves, async () => {
          await races.put({ id: record.id, createdAt: record.createdAt, removedAt: null, record: summary });
          await raceCurves.put({ raceId: record.id, curves: curvesOf(record) });
        });
      }),
    read: (id) =>
      guarded(async () => {
        const [row, curves] = await database.transaction("r", races, raceCurves, () =>
          Promise.all([races.get(id), raceCurves.get(id)]),
        );
        if (row === undefined) throw new StudioError(raceMissing(id));
        const { data, error } = raceRecordSchema.safeParse(withCurves(row.record, curves?.curves ?? []));
        if (error !== undefined) throw new StudioError(unreadable(raceNamed(id), error));
        return data;
      }),
    rename: (id, name) => change(id, (row) => ({ ...row, record: { ...objectOf(row.record), name } })),
    mark: (id, removedAt) => change(id, (row) => ({ ...row, removedAt })),
    purge: (id) =>
      guarded(() =>
        database.transaction("rw", [races, raceCurves, weightPaths, pathPoints], async () => {
          await races.delete(id);
          await raceCurves.delete(id);
          await dropPath(database, id);
        }),
      ),
  };
}

function curvesOf({ lanes }: RaceRecord): RaceCurvesRow["curves"] {
  return lanes.map(({ runs }) => runs.map(({ points }) => points));
}

/** What is left when a table has lost a row is said by the schema. */
function withCurves(record: unknown, curves: readonly (readonly (readonly RacePoint[])[])[]): unknown {
  const lanes = objectOf(record)["lanes"];
  if (!Array.isArray(lanes)) return record;
  return {
    ...objectOf(record),
    lanes: lanes.map((lane: unknown, at) => {
      const runs = objectOf(lane)["runs"];
      if (!Array.isArray(runs)) return lane;
      return {
        ...objectOf(lane),
        runs: runs.map((run: unknown, index) => ({ ...objectOf(run), points: curves[at]?.[index] ?? [] })),
      };
    }),
  };
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function raceNamed(id: string): Text {
  return { en: `race "${id}"`, zh: `竞速“${id}”` };
}
