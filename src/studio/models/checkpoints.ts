/**
 * Weights that are in the page's memory: of models that could not be stored, which exist nowhere else, and of the
 * one that predicts, so that a stroke on the drawing pad does not read the database.
 */
import type { Checkpoint } from "../../project/records.ts";
import { openedStorage } from "../storage-connection.ts";

const unsaved = new Map<string, Checkpoint>();
let recent: { readonly modelId: string; readonly checkpoint: Checkpoint } | null = null;

export function isUnsaved(modelId: string): boolean {
  return unsaved.has(modelId);
}

/** Holds the only copy of these weights until `forgetCheckpoint`. */
export function keepUnsaved(modelId: string, checkpoint: Checkpoint): void {
  unsaved.set(modelId, checkpoint);
}

export function markSaved(modelId: string): void {
  const checkpoint = unsaved.get(modelId);
  if (checkpoint !== undefined) recent = { modelId, checkpoint };
  unsaved.delete(modelId);
}

export function forgetCheckpoint(modelId: string): void {
  unsaved.delete(modelId);
  if (recent?.modelId === modelId) recent = null;
}

function heldOf(modelId: string): Checkpoint | undefined {
  return unsaved.get(modelId) ?? (recent?.modelId === modelId ? recent.checkpoint : undefined);
}

/** The model's weights. Rejects with a `StudioError` when they are nowhere. */
export async function checkpointOf(modelId: string): Promise<Checkpoint> {
  const held = heldOf(modelId);
  if (held !== undefined) return held;
  const storage = await openedStorage();
  const checkpoint = await storage.readCheckpoint(modelId);
  recent = { modelId, checkpoint };
  return checkpoint;
}

/** As `checkpointOf`, to be given away: nothing here reads it again. */
export async function ownCheckpoint(modelId: string): Promise<Checkpoint> {
  const held = heldOf(modelId);
  return held === undefined ? (await openedStorage()).readCheckpoint(modelId) : structuredClone(held);
}

/** Adam's state is twice the size of the weights, and no answer needs it: it does not cross the boundary. */
export function withoutOptimizer(checkpoint: Checkpoint): Checkpoint {
  return { ...checkpoint, tensors: checkpoint.tensors.filter((tensor) => !tensor.name.startsWith("optimizer/")) };
}
