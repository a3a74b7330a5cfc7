/**
 * A Web Lock a run: it tells other tabs, and the next visit, that the run's tab is alive, and keeps the browser from
 * freezing a hidden page that trains.
 */
const nameOf = (runId: string): string => `descent-studio/run/${runId}`;

/** Holds the run's lock while `work` goes on. */
export async function holdRunLock<Result>(runId: string, work: () => Promise<Result>): Promise<Result> {
  const locks = availableLocks();
  return locks === null ? work() : locks.request(nameOf(runId), work);
}

/** The runs among these that some tab holds, this one included. */
export async function liveRuns(runIds: readonly string[]): Promise<ReadonlySet<string>> {
  const held = (await availableLocks()?.query())?.held ?? [];
  const names = new Set(held.map((lock) => lock.name));
  return new Set(runIds.filter((id) => names.has(nameOf(id))));
}

/** Null on pages that are not served securely; then no other tab can be asked. */
function availableLocks(): LockManager | null {
  const locks: LockManager | undefined = navigator.locks;
  return locks ?? null;
}
