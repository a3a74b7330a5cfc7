import { isSameExperiment } from "../../project/same-experiment.ts";
import type { Project } from "../../project/project.ts";
import type { RunRecord } from "../../project/records.ts";
import type { LiveRun, StudioState } from "../state.ts";

/** What was on show of runs that rest, by id: their plan and last picture, which no record has. */
const left = new Map<string, LiveRun>();

/**
 * What the train room shows when the project becomes `project`: a run under way goes on and stays in view; one that
 * rests waits beside its own project; one that has ended belongs to the experiment that was left.
 */
export function runBeside(project: Project, { run, runs }: Pick<StudioState, "run" | "runs">): LiveRun | null {
  if (run?.status === "preparing" || run?.status === "running" || run?.isElsewhere === true) return run;
  if (run?.status === "paused") left.set(run.id, run);
  const held = runs.find((record) => isHeld(record) && isSameExperiment(record.project, project));
  return held === undefined ? null : shownRun(held);
}

/** It broke off or rests, and can go on. */
export function isHeld({ summary, checkpointStep }: RunRecord): boolean {
  return summary.status === "paused" && checkpointStep !== undefined;
}

/** A run that this page does not train, as the room shows it. */
export function shownRun({ id, project, summary, history, checkpointStep }: RunRecord): LiveRun {
  return {
    ...left.get(id),
    ...(checkpointStep === undefined ? {} : { checkpointStep }),
    id,
    name: summary.name,
    project,
    summary,
    history,
    status: summary.status,
    isStopping: false,
    isPausing: false,
  };
}
