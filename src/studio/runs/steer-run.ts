/** What can be asked of a run that this page trains; `start-run.ts` has the way back to one that it does not. */
import type { RunOrder } from "../../worker/protocol.ts";
import { type ActiveRun, activeRuns, changeLive, setStatus, tellWaiters } from "./active-runs.ts";
import { trainingReason } from "./run-record.ts";

/** How long a thread may take to obey "stop" before it is ended, with the model of its last checkpoint. */
const STOP_WITHIN_MS = 20_000;

/** Asks a run to end; it keeps what it has learnt. A run that has ended, or never was, stays as it is. */
export function stopRun(id: string): void {
  const run = activeRuns.get(id);
  if (run === undefined || run.stopping.signal.aborted) return;
  run.stopping.abort();
  changeLive(id, (live) => ({ ...live, isStopping: true }));
  run.thread?.client.steerRun(id, "stop");
  run.stopTimer = setTimeout(() => run.thread?.terminate(), STOP_WITHIN_MS);
}

/** A rest ends; resolves when that is stored. */
export function goOnWith(run: ActiveRun): Promise<void> {
  run.wish = null;
  setStatus(run, "running", trainingReason);
  run.thread?.client.steerRun(run.id, "resume");
  return run.filer.settle();
}

/** A rest after the step under way, or after one step more; resolves then, or when the run has ended before. */
export function restAfter(id: string, order: Extract<RunOrder, "pause" | "step">): Promise<void> {
  const run = activeRuns.get(id);
  if (run === undefined) return Promise.resolve();
  return new Promise((resolve) => {
    run.restWaiters.add(resolve);
    if (order === "pause" && run.record?.summary.status === "paused") {
      tellWaiters(run);
      return;
    }
    changeLive(id, (live) => ({ ...live, isPausing: true }));
    run.wish = order;
    run.thread?.client.steerRun(id, order);
  });
}
