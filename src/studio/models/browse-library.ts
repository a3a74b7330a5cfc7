/** What can be done with a model of the library. Each tells the user when it fails, and gives the problem. */
import type { Problem } from "../../language/studio-error.ts";
import type { ModelRecord } from "../../project/records.ts";
import { modelMissing } from "../../storage/model-problems.ts";
import { forgetCheckpoint, isUnsaved } from "./checkpoints.ts";
import { notify } from "../notices.ts";
import { clearStorageProblem, openedStorage, reportStorageProblem } from "../storage-connection.ts";
import { studioStore } from "../store.ts";

/** Removed models of this visit that can still come back. */
const removed = new Map<string, ModelRecord>();

/** Takes a model out of the library. The notice's undo brings it back; its bytes go for good when the notice does. */
export async function removeModel(id: string): Promise<Problem | null> {
  const model = studioStore.getState().models.find((candidate) => candidate.id === id);
  if (model === undefined) return modelMissing(id);
  const problem = await mark(id, Date.now());
  if (problem !== null) return problem;
  removed.set(id, model);
  studioStore.setState(({ models }) => ({ models: models.filter((candidate) => candidate.id !== id) }));
  notify(
    {
      tone: "info",
      text: { en: `"${model.name}" was deleted.`, zh: `已删除“${model.name}”。` },
      action: { label: { en: "Undo", zh: "撤销" }, run: () => void restoreModel(id) },
    },
    { onGone: () => void purgeModel(id) },
  );
  return null;
}

/** Brings a removed model back, as long as its bytes are there. */
export async function restoreModel(id: string): Promise<Problem | null> {
  const model = removed.get(id);
  if (model === undefined) return modelMissing(id);
  const problem = await mark(id, null);
  if (problem !== null) return problem;
  removed.delete(id);
  studioStore.setState(({ models }) => ({
    models: [...models, model].toSorted((a, b) => b.createdAt - a.createdAt),
  }));
  return null;
}

export async function renameModel(id: string, name: string): Promise<Problem | null> {
  const trimmed = name.trim();
  if (trimmed === "" || trimmed.length > 200) return badName;
  const model = studioStore.getState().models.find((candidate) => candidate.id === id);
  if (model === undefined) return modelMissing(id);
  if (!isUnsaved(id)) {
    const problem = await stored(async () => {
      const storage = await openedStorage();
      await storage.renameModel(id, trimmed);
    });
    if (problem !== null) return problem;
  }
  studioStore.setState(({ models }) => ({
    models: models.map((candidate) => (candidate.id === id ? { ...candidate, name: trimmed } : candidate)),
  }));
  return null;
}

/** Record and weights go for good. What cannot be purged now is purged when the studio starts next. */
async function purgeModel(id: string): Promise<void> {
  const wasUnsaved = isUnsaved(id);
  removed.delete(id);
  forgetCheckpoint(id);
  if (wasUnsaved) return;
  await stored(async () => {
    const storage = await openedStorage();
    await storage.purgeModel(id);
  });
}

async function mark(id: string, removedAt: number | null): Promise<Problem | null> {
  // A model that could not be stored has no row to mark.
  if (isUnsaved(id)) return null;
  return stored(async () => {
    const storage = await openedStorage();
    await storage.markModel(id, removedAt);
  });
}

async function stored(work: () => Promise<void>): Promise<Problem | null> {
  try {
    await work();
    clearStorageProblem();
    return null;
  } catch (error) {
    return reportStorageProblem(error);
  }
}

const badName: Problem = {
  code: "invalid-name",
  text: {
    en: "A model's name must have 1 to 200 characters.",
    zh: "模型名称须为 1 至 200 个字符。",
  },
};
