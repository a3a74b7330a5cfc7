/**
 * A Web Lock for each run, and for each data set that is being added: it tells other tabs, and the next visit, that
 * the tab which does it is alive, and keeps the browser from freezing a hidden page that trains.
 */
const nameOf = (id: string): string => `descent-studio/live/${id}`;

/** Holds the lock of this run or data set while `work` goes on. */
export async function holdLiveLock<Result>(id: string, work: () => Promise<Result>): Promise<Result> {
  const locks = availableLocks();
  return locks === null ? work() : locks.request(nameOf(id), work);
}

/** The ones among these that some tab holds, this one included. */
export async function liveIds(ids: readonly string[]): Promise<ReadonlySet<string>> {
  const held = (await availableLocks()?.query())?.held ?? [];
  const names = new Set(held.map((lock) => lock.name));
  return new Set(ids.filter((id) => names.has(nameOf(id))));
}

/** Null on pages that are not served securely; then no other tab can be asked. */
function availableLocks(): LockManager | null {
  const locks: LockManager | undefined = navigator.locks;
  return locks ?? null;
}
