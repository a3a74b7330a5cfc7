import type { StudioDatabase } from "./database.ts";
import { dropPath } from "./path-store.ts";

/** Record, checkpoint and way of a run, all or nothing. */
export function dropRun(database: StudioDatabase, id: string): Promise<void> {
  const { runs, runCheckpoints, weightPaths, pathPoints } = database;
  return database.transaction("rw", [runs, runCheckpoints, weightPaths, pathPoints], async () => {
    await runs.delete(id);
    await runCheckpoints.delete(id);
    await dropPath(database, id);
  });
}
