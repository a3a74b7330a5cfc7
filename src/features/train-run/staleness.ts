import { canonical } from "../../project/minimal-project.ts";
import { isSameExperiment } from "../../project/same-experiment.ts";
import type { LiveRun, StudioState } from "../../studio/state.ts";
import { useStudio } from "../../studio/use-studio.ts";

/** How the run on show fits the project as it is now: "settings" and "data" say what has changed since. */
export type Staleness = "none" | "settings" | "data";

const underWay: readonly LiveRun["status"][] = ["preparing", "running", "paused"];

/** Begun and not ended, a rest included. */
export function isUnderWay({ status }: LiveRun): boolean {
  return underWay.includes(status);
}

export function useStaleness(): Staleness {
  return useStudio(stalenessOf);
}

/** A run under way, or at rest, is never stale: what is changed meanwhile is meant for the next. */
export function stalenessOf({ run, project }: Pick<StudioState, "run" | "project">): Staleness {
  if (run === null || isUnderWay(run)) return "none";
  if (isSameExperiment(run.project, project)) return "none";
  return canonical(run.project.data) === canonical(project.data) ? "settings" : "data";
}
