/** The weights along the ways of the newest runs and races: as many as there is room for, since pictures can wait. */
import { Dexie } from "dexie";
import type { PathStore, WeightPoint } from "../project/weight-path.ts";
import type { StudioDatabase, WeightPathRow } from "./database.ts";
import { told } from "./storage-problem.ts";

/** Of all paths together. */
const MOST_BYTES = 256 * 2 ** 20;
/** Of what the browser has left: models and data come first. */
const SHARE_OF_ROOM = 0.1;

/** For good. */
export async function dropPath({ weightPaths, pathPoints }: StudioDatabase, id: string): Promise<void> {
  await weightPaths.delete(id);
  await pathPoints.where("[pathId+lane+step]").between([id, Dexie.minKey], [id, Dexie.maxKey]).delete();
}

export function pathStore(database: StudioDatabase): PathStore {
  const { weightPaths, pathPoints } = database;
  const pointsOf = (...key: readonly string[]) =>
    pathPoints.where("[pathId+lane+step]").between([...key, Dexie.minKey], [...key, Dexie.maxKey]);

  /** Takes the oldest paths away until no more than `most` bytes of others than `id` are there. */
  const makeRoom = async (id: string, most: number): Promise<void> => {
    const others = (await weightPaths.orderBy("keptAt").reverse().toArray()).filter((row) => row.id !== id);
    let bytes = 0;
    for (const row of others) {
      bytes += bytesOf(row);
      if (bytes <= most) continue;
      await dropPath(database, row.id);
    }
  };

  return {
    keep: (id, lane, points, steps) =>
      told(async () => {
        const room = await roomLeft();
        await database.transaction("rw", weightPaths, pathPoints, async () => {
          const before = await weightPaths.get(id);
          const held = await pointsOf(id, lane).primaryKeys();
          // All points of a lane are of one size; where none comes, that of those that are held.
          const size = points[0]?.values.byteLength ?? (before?.bytes[lane] ?? 0) / Math.max(1, held.length);
          const row = { id, keptAt: Date.now(), bytes: { ...before?.bytes, [lane]: size * steps.length } };
          await makeRoom(id, MOST_BYTES - bytesOf(row));
          if (size * points.length > SHARE_OF_ROOM * room) throw new DOMException("No room", "QuotaExceededError");
          const standing = new Set(steps);
          await pathPoints.bulkDelete(held.filter(([, , step]) => !standing.has(step)));
          await pathPoints.bulkPut(points.map((point) => ({ ...point, pathId: id, lane })));
          await weightPaths.put(row);
        });
      }),
    read: (id) =>
      told(async () => {
        const lanes = new Map<string, WeightPoint[]>();
        for (const { lane, step, values } of await pointsOf(id).toArray()) {
          lanes.set(lane, [...(lanes.get(lane) ?? []), { step, values }]);
        }
        return lanes;
      }),
  };
}

function bytesOf({ bytes }: Pick<WeightPathRow, "bytes">): number {
  return Object.values(bytes).reduce((sum, each) => sum + each, 0);
}

/** Bytes; infinite where the browser does not tell. */
async function roomLeft(): Promise<number> {
  const { quota, usage } = (await globalThis.navigator?.storage?.estimate?.()) ?? {};
  return quota === undefined || usage === undefined ? Infinity : quota - usage;
}
