/** Takes a run out of the library, record, curves, checkpoint and the way of its weights. A model that it has left stays. */
import type { Problem } from "../../language/studio-error.ts";
import type { RunRecord } from "../../project/records.ts";
import type { RunCheckpoint } from "../../project/run-checkpoint.ts";
import type { PathStore } from "../../project/weight-path.ts";
import { activeRuns } from "./active-runs.ts";
import { notify } from "../notices.ts";
import { clearStorageProblem, openedStorage, reportStorageProblem } from "../storage-connection.ts";
import { studioStore } from "../store.ts";

/** Gives the problem, which has been told. The notice's undo brings the run back. */
export async function removeRun(id: string): Promise<Problem | null> {
  const record = studioStore.getState().runs.find((run) => run.id === id);
  if (record === undefined) return null;
  if (activeRuns.has(id)) return stillGoing;
  try {
    const storage = await openedStorage();
    const checkpoint = record.checkpointStep === undefined ? null : await storage.readRunCheckpoint(id);
    const way = await (await storage.paths()).read(id);
    await storage.removeRun(id);
    clearStorageProblem();
    studioStore.setState(({ runs, run }) => ({
      runs: runs.filter((other) => other.id !== id),
      run: run?.id === id ? null : run,
    }));
    notify({
      tone: "info",
      text: { en: `The run "${record.summary.name}" was removed.`, zh: `已删除训练“${record.summary.name}”。` },
      action: { label: { en: "Undo", zh: "撤销" }, run: () => void restoreRun(record, checkpoint, way) },
    });
    return null;
  } catch (error) {
    return reportStorageProblem(error);
  }
}

async function restoreRun(
  record: RunRecord,
  checkpoint: RunCheckpoint | null,
  way: Awaited<ReturnType<PathStore["read"]>>,
): Promise<void> {
  try {
    const storage = await openedStorage();
    await (checkpoint === null ? storage.saveRun(record) : storage.saveRunCheckpoint(record, checkpoint));
    const paths = await storage.paths();
    for (const [lane, points] of way) {
      await paths.keep(
        record.id,
        lane,
        points,
        points.map(({ step }) => step),
      );
    }
    studioStore.setState(({ runs }) => ({ runs: [...runs, record].toSorted((a, b) => b.createdAt - a.createdAt) }));
  } catch (error) {
    reportStorageProblem(error);
  }
}

const stillGoing: Problem = {
  code: "run-under-way",
  text: { en: "This run is under way. Stop it first.", zh: "训练正在进行，请先停止。" },
};
