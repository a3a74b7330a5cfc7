/**
 * Saves the project by itself: 300 ms after the last edit, at the latest 600 ms after the first one that is not
 * saved, and at once when the page is hidden. "Saved" stands only after the transaction is complete.
 */
import type { Project } from "../project/project.ts";
import { clearStorageProblem, openedStorage, reportStorageProblem, storageIfOpen } from "./storage-connection.ts";
import { studioStore } from "./store.ts";

const QUIET_MS = 300;
const LONGEST_MS = 600;
const RETRY_MS = 10_000;

/**
 * Saves from now on, at once when the project is not the one that is `stored`. Call when what was stored has been
 * loaded, or it would be overwritten. Gives the way to stop.
 */
export function startAutosave(stored: Project): () => void {
  let saved = stored;
  let dirtySince: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isWriting = false;

  const schedule = (delayMs: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void write(), delayMs);
  };

  const write = async (): Promise<void> => {
    clearTimeout(timer);
    const { project } = studioStore.getState();
    if (project === saved || isWriting) return;
    isWriting = true;
    dirtySince = null;
    try {
      const at = Date.now();
      const storage = await openedStorage();
      await storage.saveProject(project, at);
      saved = project;
      clearStorageProblem();
      const isCurrent = studioStore.getState().project === project;
      studioStore.setState({ autosave: { status: isCurrent ? "saved" : "saving", at } });
      if (!isCurrent) schedule(0);
    } catch (error) {
      reportStorageProblem(error);
      studioStore.setState(({ autosave }) => ({ autosave: { ...autosave, status: "failed" } }));
      schedule(RETRY_MS);
    } finally {
      isWriting = false;
    }
  };

  const follow = (project: Project): void => {
    if (project === saved && !isWriting) {
      // As stored from the start, or undone back to it.
      clearTimeout(timer);
      dirtySince = null;
      studioStore.setState(({ autosave }) => ({ autosave: { ...autosave, status: "saved" } }));
      return;
    }
    const now = performance.now();
    dirtySince ??= now;
    studioStore.setState(({ autosave }) => ({ autosave: { ...autosave, status: "saving" } }));
    schedule(Math.max(0, Math.min(QUIET_MS, dirtySince + LONGEST_MS - now)));
  };
  follow(studioStore.getState().project);
  const unsubscribe = studioStore.subscribe((state, before) => {
    if (state.project !== before.project) follow(state.project);
  });

  const flushWhenHidden = (): void => {
    if (document.visibilityState === "hidden") void write();
  };
  // What `write` does takes longer than a page that is being left has. Should it come back after all, the write that
  // is scheduled still follows and is the one that is told.
  const flush = (): void => {
    const { project } = studioStore.getState();
    if (project !== saved) storageIfOpen()?.saveProjectOnLeaving(project, Date.now());
  };
  addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", flushWhenHidden);

  return () => {
    clearTimeout(timer);
    unsubscribe();
    removeEventListener("pagehide", flush);
    document.removeEventListener("visibilitychange", flushWhenHidden);
  };
}
