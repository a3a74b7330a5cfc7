import { studioStore } from "./store.ts";

/** Brings `state.storedBytes` up to date, where the browser tells. */
export async function refreshStoredBytes(): Promise<void> {
  // Absent on pages that are not served securely.
  const storage: StorageManager | undefined = navigator.storage;
  if (storage === undefined) return;
  const { usage } = await storage.estimate();
  if (usage !== undefined) studioStore.setState({ storedBytes: usage });
}

/** Asks the browser not to clear the library when the disk is short. It may say no, and then nothing changes. */
export async function askToPersist(): Promise<void> {
  const storage: StorageManager | undefined = navigator.storage;
  if (storage !== undefined && !(await storage.persisted())) await storage.persist();
}
