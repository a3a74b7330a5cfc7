/** The long-lived training thread that describes data and predicts; runs have a fresh one each. */
import type { TrainingClient } from "../worker/client.ts";
import { type TrainingThread, openThread } from "../worker/open-thread.ts";

let thread: TrainingThread | null = null;

/** Made on the first call, and again after it has died. */
export function sharedClient(): TrainingClient {
  if (thread === null || thread.client.isClosed) thread = openThread("studio");
  return thread.client;
}
