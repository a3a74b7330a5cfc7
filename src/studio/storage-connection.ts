/** The studio's one connection to its database, opened by a dynamic import after the first paint. */
import { type Problem, StudioError, problemOf } from "../language/studio-error.ts";
import type { Storage } from "../storage/storage.ts";
import { notifyProblem } from "./notices.ts";
import { studioStore } from "./store.ts";

let connection: Promise<Storage> | null = null;
let opened: Storage | null = null;

/** The open database; opens it on the first call. Rejects with a `StudioError` when it cannot be opened. */
export function openedStorage(): Promise<Storage> {
  connection ??= connect();
  return connection;
}

/** The database if it is open by now, for those who cannot wait. */
export function storageIfOpen(): Storage | null {
  return opened;
}

/** Lets go of the database, for a studio that ends before its page does. */
export async function closeStorage(): Promise<void> {
  const closing = connection;
  connection = null;
  opened = null;
  // One that could not be opened has been told to whoever asked for it; there is nothing to close.
  const storage = await closing?.catch(() => null);
  storage?.close();
}

/** Tells the user, once, that something could not be stored; it stands in the state until a later write succeeds. */
export function reportStorageProblem(thrown: unknown): Problem {
  const problem = problemOf(thrown);
  const isNews = studioStore.getState().storageProblem?.code !== problem.code;
  studioStore.setState({ storageProblem: problem });
  if (isNews) notifyProblem(problem);
  return problem;
}

/** A write has succeeded: whatever was wrong is over. */
export function clearStorageProblem(): void {
  if (studioStore.getState().storageProblem !== null) studioStore.setState({ storageProblem: null });
}

async function connect(): Promise<Storage> {
  try {
    const { openStorage } = await import("../storage/storage.ts");
    opened = await openStorage(reportLater);
    return opened;
  } catch (error) {
    // The next one who asks tries again.
    connection = null;
    throw error instanceof StudioError ? error : new StudioError(scriptMissing(error), { cause: error });
  }
}

function reportLater(problem: Problem): void {
  reportStorageProblem(new StudioError(problem));
}

function scriptMissing(error: unknown): Problem {
  const cause = String(error);
  return {
    code: "storage-not-loaded",
    text: {
      en: `The part of the studio that stores things could not be loaded (${cause}). Reload the page; until then nothing is saved.`,
      zh: `未能加载工作室的存储模块（${cause}）。请刷新页面；在此之前不会保存任何内容。`,
    },
    cause,
  };
}
