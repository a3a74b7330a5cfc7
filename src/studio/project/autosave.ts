/**
 * Saves the project by itself: 300 ms after the last edit, at the latest 600 ms after the first one that is not
 * saved, and at once when the page is hidden. "Saved" stands only after the transaction is complete. What another
 * tab saves is shown here; an edit of this tab that it overtakes is one step of undo away.
 */
import type { Problem } from "../../language/studio-error.ts";
import { canonical } from "../../project/minimal-project.ts";
import { parseProject } from "../../project/parse-project.ts";
import type { Project } from "../../project/project.ts";
import type { StoredProject } from "../../storage/storage.ts";
import { followProject, openProject } from "./edit-project.ts";
import { notify, notifyProblem } from "../notices.ts";
import { joinOtherTabs } from "../other-tabs.ts";
import { clearStorageProblem, openedStorage, reportStorageProblem, storageIfOpen } from "../storage-connection.ts";
import { studioStore } from "../store.ts";

const QUIET_MS = 300;
const LONGEST_MS = 600;
const RETRY_MS = 10_000;

/** What stands in the database: the project as this tab has it, and the number of its row (0: none). */
export interface SavedState {
  readonly project: Project;
  readonly revision: number;
}

/**
 * Saves from now on, at once when the project is not the one that is `stored`. Call when what was stored has been
 * loaded, or it would be overwritten. Gives the way to stop.
 */
export function startAutosave(stored: SavedState): () => void {
  let saved = stored;
  let dirtySince: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isWriting = false;
  /** What a page that was left, and came back, has written itself. */
  let handedOver: Project | null = null;

  const schedule = (delayMs: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void write(), delayMs);
  };

  const write = async (): Promise<void> => {
    clearTimeout(timer);
    const { project } = studioStore.getState();
    if (project === saved.project || isWriting) return;
    isWriting = true;
    dirtySince = null;
    try {
      const at = Date.now();
      const storage = await openedStorage();
      const { revision, newer } = await storage.saveProject(project, at, saved.revision);
      clearStorageProblem();
      isWriting = false;
      if (newer !== undefined) {
        adopt(newer);
        return;
      }
      saved = { project, revision };
      handedOver = null;
      otherTabs.announce();
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

  /** Another tab has saved: its project is the one now. What this tab had not saved yet is told and can come back. */
  const adopt = (newer: StoredProject): void => {
    const own = studioStore.getState().project;
    const isOvertaken = own !== saved.project;
    const { project, problem } = parseProject(newer.project);
    if (problem !== undefined) {
      // Left alone, as at the start, until the user's next edit here.
      saved = { project: own, revision: newer.revision };
      notifyProblem(unreadableElsewhere(problem));
      studioStore.setState(({ autosave }) => ({ autosave: { ...autosave, status: "failed" } }));
      return;
    }
    const same = [own, handedOver].find((mine) => mine !== null && canonical(mine) === canonical(project)) ?? null;
    handedOver = null;
    saved = { project: same ?? project, revision: newer.revision };
    studioStore.setState({ autosave: { status: "saved", at: newer.savedAt } });
    if (same !== null) {
      // No other tab's work: what stands here now is saved already, or is written over it.
      follow(own);
      return;
    }
    if (isOvertaken) tellOvertaken(own);
    followProject(project);
  };

  const hearOfSave = async (): Promise<void> => {
    // An edit of this tab is on its way: its write finds out and settles it.
    if (studioStore.getState().project !== saved.project) return write();
    try {
      const newer = (await storageIfOpen()?.loadProject()) ?? null;
      // Meanwhile this tab may have read or written something newer still.
      if (newer === null || newer.revision <= saved.revision) return;
      if (studioStore.getState().project === saved.project) adopt(newer);
    } catch (error) {
      reportStorageProblem(error);
    }
  };

  const follow = (project: Project): void => {
    if (project === saved.project && !isWriting) {
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
  const otherTabs = joinOtherTabs("project", () => void hearOfSave());
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
    const storage = storageIfOpen();
    if (project === saved.project || storage === null) return;
    handedOver = project;
    // On top of the write that is under way, which comes first.
    storage.saveProjectOnLeaving(project, Date.now(), saved.revision + (isWriting ? 2 : 1));
    otherTabs.announce();
  };
  addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", flushWhenHidden);

  return () => {
    clearTimeout(timer);
    unsubscribe();
    otherTabs.close();
    removeEventListener("pagehide", flush);
    document.removeEventListener("visibilitychange", flushWhenHidden);
  };
}

function tellOvertaken(own: Project): void {
  notify({
    tone: "info",
    text: {
      en: "Another tab saved the project while you were changing it here. Its version is shown now; yours is one undo away.",
      zh: "您在此修改期间，另一个标签页保存了项目。现在显示的是那一版本；撤销即可恢复您的版本。",
    },
    action: {
      label: { en: "Bring mine back", zh: "恢复我的版本" },
      run: () => {
        const problem = openProject(own);
        if (problem !== null) notifyProblem(problem);
      },
    },
  });
}

function unreadableElsewhere(problem: Problem): Problem {
  return {
    ...problem,
    text: {
      en: `Another tab saved a project that cannot be opened here. ${problem.text.en} Your next edit here replaces it.`,
      zh: `另一个标签页保存的项目无法在此打开。${problem.text.zh}您在此的下一次修改将替换它。`,
    },
  };
}
