import type { RunRecord } from "../../project/records.ts";
import type { Storage } from "../../storage/storage.ts";
import { liveIds } from "../live-lock.ts";
import { endedRecord } from "./run-record.ts";

/** Ends the runs that an earlier visit left running, because its tab was closed or died; those of living tabs go on. */
export async function settleRuns(runs: readonly RunRecord[], storage: Storage): Promise<readonly RunRecord[]> {
  const unsettled = runs.filter((run) => run.summary.status === "running").map((run) => run.id);
  if (unsettled.length === 0) return runs;
  const alive = await liveIds(unsettled);
  const settled = runs.map((run) => (unsettled.includes(run.id) && !alive.has(run.id) ? interrupted(run) : run));
  for (const [index, run] of settled.entries()) if (run !== runs[index]) await storage.saveRun(run);
  return settled;
}

/** The record of a run whose tab is gone: it rests at its checkpoint, if it has one. */
export function interrupted(run: RunRecord): RunRecord {
  const { checkpointStep, summary } = run;
  return checkpointStep === undefined
    ? endedRecord(run, "stopped", tabGone(summary.steps))
    : endedRecord(run, "paused", interruptedAt(checkpointStep));
}

function interruptedAt(step: number): { en: string; zh: string } {
  return {
    en: `The page was closed or crashed while this run was going on. It can go on from step ${step}.`,
    zh: `训练过程中页面被关闭或崩溃，可从第 ${step} 步继续。`,
  };
}

function tabGone(steps: number): { en: string; zh: string } {
  return {
    en: `The page was closed or crashed while this run was going on; its last stored point is step ${steps}.`,
    zh: `训练过程中页面被关闭或崩溃；最后保存的记录为第 ${steps} 步。`,
  };
}
