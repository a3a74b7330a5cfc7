/** The user's own data sets: adding, removing and bringing back. Interface and scripts both start here. */
import { type Problem, StudioError, problemOf } from "../../language/studio-error.ts";
import { type AddOptions, type AddProgress, type StoredDataRecord, storedDataId } from "../../project/stored-data.ts";
import { datasetMissing } from "../../storage/dataset-missing.ts";
import { openThread } from "../../worker/open-thread.ts";
import { describeData } from "./describe-data.ts";
import { holdLiveLock, liveIds } from "../live-lock.ts";
import { randomLetters } from "../new-id.ts";
import { notify, notifyProblem } from "../notices.ts";
import { type OtherTabs, joinOtherTabs } from "../other-tabs.ts";
import type { AddingData } from "../state.ts";
import { clearStorageProblem, openedStorage, reportStorageProblem } from "../storage-connection.ts";
import { askToPersist, refreshStoredBytes } from "../stored-bytes.ts";
import { studioStore } from "../store.ts";

/** A removal this recent may still be undone in another tab. */
const UNDO_ELSEWHERE_MS = 60_000;
/** How long a reader may take to put back what it has written before its thread is ended all the same. */
const CANCEL_WITHIN_MS = 3_000;

/** A file, and where it lay in the folder that was chosen or dropped. */
export type AddedFile = Blob | { readonly file: Blob; readonly path: string };

export interface AddDataOptions {
  /** The data set's name; left out: the file's, or the folder's. */
  readonly title?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: AddProgress) => void;
}

let otherTabs: OtherTabs | null = null;
const cancelling = new Map<string, AbortController>();

/** Loads the list and sweeps what earlier visits left half-done or removed. Tells what cannot be read. */
export async function loadUserData(): Promise<void> {
  otherTabs ??= joinOtherTabs("datasets", () => void refresh());
  const storage = await openedStorage();
  const { datasets, removed, unfinished, problems } = await storage.loadDatasets();
  for (const problem of problems) notifyProblem(problem);
  studioStore.setState({ datasets });
  const alive = await liveIds(unfinished);
  for (const id of unfinished) if (!alive.has(id)) await storage.purgeDataset(id);
  for (const { id, removedAt } of removed) {
    if (Date.now() - removedAt > UNDO_ELSEWHERE_MS) await storage.purgeDataset(id);
  }
}

/**
 * Reads files into one data set of the database, in a thread of its own. `reading`: its format and what is known of it;
 * the rest is guessed. Rejects with a `StudioError` when it cannot be read, stored, or was cancelled; then nothing is kept.
 */
export async function addData(
  files: readonly AddedFile[],
  reading: AddOptions = {},
  options: AddDataOptions = {},
): Promise<StoredDataRecord> {
  const given = files.map(placed);
  const title = options.title ?? titleOf(given.map(({ path }) => path));
  const id = storedDataId(title, randomLetters());
  const cancel = new AbortController();
  const abort = (): void => cancelAdding(id);
  cancelling.set(id, cancel);
  studioStore.setState(({ adding }) => ({
    adding: [...adding, { id, title, progress: null, isCancelling: false, problem: null }],
  }));
  options.signal?.addEventListener("abort", abort, { once: true });
  if (options.signal?.aborted === true) abort();
  try {
    const request = { id, title, files: given, options: reading };
    const record = await holdLiveLock(id, () => read(request, cancel.signal, options.onProgress));
    dismissAdding(id);
    showAdded([record]);
    return record;
  } catch (thrown) {
    const problem = problemOf(thrown);
    if (cancel.signal.aborted) dismissAdding(id);
    else change(id, (adding) => ({ ...adding, problem }));
    throw thrown instanceof StudioError ? thrown : new StudioError(problem, { cause: thrown });
  } finally {
    cancelling.delete(id);
    options.signal?.removeEventListener("abort", abort);
  }
}

/** Lists data sets that are in the database now, here and in other tabs. */
export function showAdded(records: readonly StoredDataRecord[]): void {
  studioStore.setState(({ datasets }) => ({
    datasets: [...records, ...datasets.filter(({ id }) => records.every((each) => each.id !== id))],
  }));
  clearStorageProblem();
  otherTabs?.announce();
  void askToPersist();
  void refreshStoredBytes();
}

function placed(file: AddedFile): { readonly path: string; readonly blob: Blob } {
  if (!(file instanceof Blob)) return { path: file.path, blob: file.file };
  // A plain Blob, as a script may make it, has no name; its reader then has to be told.
  if (!(file instanceof File)) return { path: "data", blob: file };
  return { path: file.webkitRelativePath || file.name, blob: file };
}

async function read(
  request: Parameters<ReturnType<typeof openThread>["client"]["addData"]>[0],
  signal: AbortSignal,
  onProgress: AddDataOptions["onProgress"],
): Promise<StoredDataRecord> {
  const thread = openThread(`add ${request.title}`);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const endSoon = (): void => {
    timer = setTimeout(() => thread.terminate(), CANCEL_WITHIN_MS);
  };
  signal.addEventListener("abort", endSoon, { once: true });
  try {
    return await thread.client.addData(request, signal, (progress) => {
      change(request.id, (adding) => ({ ...adding, progress }));
      onProgress?.(progress);
    });
  } catch (thrown) {
    // The thread has put back what it could; one that died could not.
    thread.terminate();
    await stored(async () => {
      const storage = await openedStorage();
      await storage.purgeDataset(request.id);
    });
    throw thrown;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", endSoon);
    thread.terminate();
  }
}

/** Gives up adding this data set; whoever waits for it hears that it was cancelled. */
export function cancelAdding(id: string): void {
  change(id, (adding) => ({ ...adding, isCancelling: true }));
  cancelling.get(id)?.abort();
}

/** Takes one that failed out of the list. */
export function dismissAdding(id: string): void {
  studioStore.setState(({ adding }) => ({ adding: adding.filter((each) => each.id !== id) }));
}

/** Takes a data set out of the list. The notice's undo brings it back; its rows go for good when the notice does. */
export async function removeData(id: string): Promise<Problem | null> {
  const record = studioStore.getState().datasets.find((each) => each.id === id);
  if (record === undefined) return datasetMissing(id);
  const problem = await mark(id, Date.now());
  if (problem !== null) return problem;
  notify(
    {
      tone: "info",
      text: { en: `"${record.title}" was removed.`, zh: `已删除“${record.title}”。` },
      action: { label: { en: "Undo", zh: "撤销" }, run: () => void restoreData(id) },
    },
    { onGone: () => void purge(id) },
  );
  return null;
}

/** Takes a data set out of the list that another one has taken the place of; its rows go when the studio starts next. */
export function replaceData(id: string): Promise<Problem | null> {
  return mark(id, Date.now());
}

/** Brings a removed data set back, as long as its rows are there. */
export async function restoreData(id: string): Promise<Problem | null> {
  return mark(id, null);
}

async function mark(id: string, removedAt: number | null): Promise<Problem | null> {
  const problem = await stored(async () => {
    const storage = await openedStorage();
    await storage.markDataset(id, removedAt);
  });
  if (problem === null) {
    otherTabs?.announce();
    await refresh();
  }
  return problem;
}

async function purge(id: string): Promise<void> {
  await stored(async () => {
    const storage = await openedStorage();
    await storage.purgeDataset(id);
  });
  await refreshStoredBytes();
}

/** Brings the list in step with the database, and with it what the rooms show of a data set that has come or gone. */
async function refresh(): Promise<void> {
  const before = studioStore.getState();
  await stored(async () => {
    const storage = await openedStorage();
    const { datasets } = await storage.loadDatasets();
    studioStore.setState({ datasets });
    const isThere = (state: { readonly datasets: readonly StoredDataRecord[] }): boolean =>
      state.datasets.some(({ id }) => id === before.project.data.id);
    if (isThere(before) !== isThere({ datasets }) && before.data.status !== "idle") await describeData();
  });
}

async function stored(work: () => Promise<void>): Promise<Problem | null> {
  try {
    await work();
    clearStorageProblem();
    return null;
  } catch (thrown) {
    return reportStorageProblem(thrown);
  }
}

function change(id: string, to: (adding: AddingData) => AddingData): void {
  studioStore.setState(({ adding }) => ({ adding: adding.map((each) => (each.id === id ? to(each) : each)) }));
}

/** "titanic" for titanic.csv; of several files, their folder. */
function titleOf(paths: readonly string[]): string {
  const [first = "data"] = paths;
  const [folder, ...rest] = first.split("/");
  if (paths.length > 1 && rest.length > 0) return folder ?? first;
  const name = first.split("/").at(-1) ?? first;
  return name.replace(/\.[a-z0-9]{1,8}(?:\.gz)?$/i, "") || name;
}
