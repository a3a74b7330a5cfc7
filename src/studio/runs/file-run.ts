/** Writes a run into the database while it runs and when it ends, the model in the same transaction. */
import type { Text } from "../../language/text.ts";
import type { Checkpoint, ModelRecord, RunRecord, RunSummary } from "../../project/records.ts";
import type { RunCheckpoint } from "../../project/run-checkpoint.ts";
import { announceRun } from "./announce-run.ts";
import { keepUnsaved, markSaved } from "../models/checkpoints.ts";
import { notify } from "../notices.ts";
import { clearStorageProblem, openedStorage, reportStorageProblem } from "../storage-connection.ts";
import { askToPersist, refreshStoredBytes } from "../stored-bytes.ts";
import { studioStore } from "../store.ts";

/** How old the stored curves may be while a run goes on. */
const CURVES_EVERY_MS = 3_000;

export interface RunFiler {
  /** Stores the record, at once when its status is news, else at most every 3 s. */
  note(record: RunRecord): void;
  /** Stores what the run can go on from; `onStored` is called when it is, before any later record is written. */
  checkpoint(record: RunRecord, checkpoint: RunCheckpoint, onStored: () => void): Promise<void>;
  /** Resolves when what has been handed over is stored, or told that it cannot be. */
  settle(): Promise<void>;
  /** The last write, together with the model if there is one. Never rejects: what fails is told. */
  finish(record: RunRecord, model: FiledModel | null): Promise<void>;
}

export interface FiledModel {
  readonly record: ModelRecord;
  readonly checkpoint: Checkpoint;
}

export function runFiler(): RunFiler {
  let pending: RunRecord | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let status: RunSummary["status"] | null = null;
  // Writes follow each other, so that an older record never lands on a newer one.
  let queue: Promise<void> = Promise.resolve();

  const write = (): void => {
    timer = undefined;
    queue = queue.then(async () => {
      const record = pending;
      if (record === null) return;
      pending = null;
      try {
        const storage = await openedStorage();
        await storage.saveRun(record);
        announceRun(record.id);
        clearStorageProblem();
      } catch (error) {
        reportStorageProblem(error);
      }
    });
  };

  return {
    note: (record) => {
      pending = record;
      if (record.summary.status === status) {
        timer ??= setTimeout(write, CURVES_EVERY_MS);
        return;
      }
      status = record.summary.status;
      clearTimeout(timer);
      write();
    },
    checkpoint: (record, checkpoint, onStored) => {
      queue = queue.then(async () => {
        try {
          const storage = await openedStorage();
          await storage.saveRunCheckpoint(record, checkpoint);
          announceRun(record.id);
          // Handed over before, written after: it must not take the run's way back.
          if (pending !== null) pending = { ...pending, checkpointStep: checkpoint.weights.step };
          clearStorageProblem();
          onStored();
        } catch (error) {
          reportStorageProblem(error);
        }
      });
      return queue;
    },
    settle: () => queue,
    finish: async (record, model) => {
      clearTimeout(timer);
      pending = null;
      await queue;
      if (model === null) {
        pending = record;
        write();
        await queue;
      } else {
        await fileModel(record, model);
      }
      await refreshStoredBytes();
    },
  };
}

async function fileModel(run: RunRecord, model: FiledModel): Promise<void> {
  keepUnsaved(model.record.id, model.checkpoint);
  try {
    await store(run, model);
  } catch (error) {
    const { text } = reportStorageProblem(error);
    offerToTryAgain(run, model, text);
    await storeWithoutModel(run);
  }
}

async function store(run: RunRecord, model: FiledModel): Promise<void> {
  const storage = await openedStorage();
  await storage.fileModel(run, model.record, model.checkpoint);
  markSaved(model.record.id);
  clearStorageProblem();
  // Not waited for: some browsers ask the user first.
  void askToPersist();
}

/** The run's end fits where its weights did not: then it must not look as if it were still running. */
async function storeWithoutModel(run: RunRecord): Promise<void> {
  try {
    const storage = await openedStorage();
    await storage.saveRun({ ...run, summary: { ...run.summary, modelId: null } });
  } catch (error) {
    // The user has been told once already; the next start finds the run unfinished and says so.
    reportStorageProblem(error);
  }
}

function offerToTryAgain(run: RunRecord, model: FiledModel, why: Text): void {
  const { name } = model.record;
  notify({
    tone: "problem",
    text: {
      en: `The model "${name}" could not be stored. It works until you close this page. ${why.en}`,
      zh: `未能保存模型“${name}”。在关闭本页之前仍可使用。${why.zh}`,
    },
    action: {
      label: { en: "Try again", zh: "重试" },
      run: () => void tryAgain(run, model),
    },
  });
}

async function tryAgain(run: RunRecord, model: FiledModel): Promise<void> {
  const current = studioStore.getState().models.find((candidate) => candidate.id === model.record.id);
  // Removed in the meantime: then there is nothing to store.
  if (current === undefined) return;
  try {
    await store(run, { ...model, record: current });
    await refreshStoredBytes();
    notify({ tone: "success", text: { en: `"${current.name}" is stored.`, zh: `已保存“${current.name}”。` } });
  } catch (error) {
    const { text } = reportStorageProblem(error);
    offerToTryAgain(run, { ...model, record: current }, text);
  }
}
