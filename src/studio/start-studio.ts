/** Wires the studio when the page opens; `app` calls it before its first render. */
import { type Problem, StudioError, problemOf } from "../language/studio-error.ts";
import { parseProject } from "../project/parse-project.ts";
import type { Project } from "../project/project.ts";
import type { Storage, StoredProject } from "../storage/storage.ts";
import { type SavedState, startAutosave } from "./project/autosave.ts";
import { followData } from "./data/describe-data.ts";
import { openProject, restoreProject } from "./project/edit-project.ts";
import { followRuns } from "./runs/follow-runs.ts";
import { showHeldRun } from "./runs/show-held-run.ts";
import { measureBackends, recallBackends } from "./measure-backends.ts";
import { startNavigation } from "./navigation.ts";
import { notifyProblem } from "./notices.ts";
import { startPreferences } from "./preferences.ts";
import { liveIds } from "./live-lock.ts";
import { settleRuns } from "./runs/settle-runs.ts";
import { openPackedProject } from "./project/share-project.ts";
import { openedStorage, reportStorageProblem } from "./storage-connection.ts";
import { refreshStoredBytes } from "./stored-bytes.ts";
import { studioStore } from "./store.ts";
import { loadUserData } from "./data/user-data.ts";
import { whenIdle } from "./when-idle.ts";

/** A removal this recent may still be undone in another tab. */
const UNDO_ELSEWHERE_MS = 60_000;

let readiness: Promise<void> | null = null;

/** Opens the studio, once. What can be known at once stands when it returns; resolves when the library is here too. */
export function startStudio(): Promise<void> {
  readiness ??= start();
  return readiness;
}

async function start(): Promise<void> {
  startPreferences();
  recallBackends();
  const untouched = studioStore.getState().project;
  let sharedProject: string | null = null;
  let openShared = (packed: string): void => {
    sharedProject = packed;
  };
  startNavigation((packed) => openShared(packed), openSharedRace);
  const storage = await openedStorage().catch(reportedAsMissing);
  let stored: SavedState = { project: untouched, revision: 0 };
  await attempt(async () => {
    const found = (await storage?.loadProject()) ?? null;
    if (found !== null) stored = { project: restoreStoredProject(found, untouched), revision: found.revision };
  });
  // Only now: undo then leads from a link's project back to the user's own.
  openShared = (packed) => tell(openPackedProject(packed));
  if (sharedProject !== null) openShared(sharedProject);
  startAutosave(stored);
  followData();
  if (storage !== null) {
    await attempt(() => loadLibrary(storage));
    await attempt(loadUserData);
  }
  studioStore.setState({ isReady: true });
  whenIdle(() => {
    if (!recallBackends() && studioStore.getState().run === null) void measureBackends().catch(ignoreShown);
  });
  await refreshStoredBytes();
}

/** A race's scripts are fetched when there is one. */
function openSharedRace(packed: string): void {
  import("./races/share-race.ts")
    .then(({ openPackedRace }) => tell(openPackedRace(packed)))
    .catch((error: unknown) => notifyProblem(problemOf(error)));
}

/** What cannot be loaded is told, and the studio goes on without it. */
async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    reportStorageProblem(error);
  }
}

function reportedAsMissing(error: unknown): null {
  reportStorageProblem(error);
  return null;
}

async function loadLibrary(storage: Storage): Promise<void> {
  const stored = await storage.loadLibrary();
  for (const problem of stored.problems) notifyProblem(problem);
  const runs = await settleRuns(stored.runs, storage);
  const elsewhere = await liveIds(runs.map(({ id }) => id));
  studioStore.setState((state) => ({
    runs: [...state.runs, ...runs.filter((run) => state.runs.every((other) => other.id !== run.id))],
    models: [...state.models, ...stored.models.filter((model) => state.models.every((other) => other.id !== model.id))],
  }));
  showHeldRun(runs.filter(({ id }) => !elsewhere.has(id)));
  followRuns([...elsewhere]);
  for (const { id, removedAt } of stored.removed) {
    if (Date.now() - removedAt > UNDO_ELSEWHERE_MS) await storage.purgeModel(id);
  }
}

/**
 * Makes the stored project the current one and gives it; `untouched` when it cannot be read. An edit made while the
 * database was opening stays on top.
 */
function restoreStoredProject(stored: StoredProject, untouched: Project): Project {
  const parsed = parseProject(stored.project);
  if (parsed.problem !== undefined) {
    notifyProblem(unreadableProject(parsed.problem));
    return untouched;
  }
  const { project } = studioStore.getState();
  restoreProject(parsed.project);
  studioStore.setState(({ autosave }) => ({ autosave: { ...autosave, at: stored.savedAt } }));
  if (project !== untouched) tell(openProject(project));
  return parsed.project;
}

function tell(problem: Problem | null): void {
  if (problem !== null) notifyProblem(problem);
}

function unreadableProject(problem: Problem): Problem {
  return {
    ...problem,
    text: {
      en: `The project that you left here cannot be opened. ${problem.text.en}`,
      zh: `无法打开上次的项目。${problem.text.zh}`,
    },
  };
}

/** `state.backends` holds the problem and the status bar shows it; anything else is a fault of ours. */
function ignoreShown(error: unknown): void {
  if (!(error instanceof StudioError)) throw error;
}
