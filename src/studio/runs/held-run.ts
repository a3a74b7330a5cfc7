import type { RunRecord } from "../../project/records.ts";
import { studioStore } from "../store.ts";

/** Shows the newest run in the train room, if it broke off and can go on, and nothing else is shown there. */
export function showHeldRun(runs: readonly RunRecord[]): void {
  const [newest] = runs;
  if (newest?.summary.status !== "paused" || newest.checkpointStep === undefined) return;
  const { id, project, summary, history, checkpointStep } = newest;
  const shown = { id, name: summary.name, project, summary, history, checkpointStep };
  studioStore.setState(({ run }) =>
    run === null ? { run: { ...shown, status: "paused", isStopping: false, isPausing: false } } : {},
  );
}
