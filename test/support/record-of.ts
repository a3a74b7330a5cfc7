import type { ModelRecord, RunOutcome } from "../../src/project/records.ts";

/** A run's model as the library would have it. */
export const recordOf = (outcome: RunOutcome): ModelRecord => ({
  ...outcome.model!.record,
  id: "m",
  name: "m",
  createdAt: 0,
  runId: "r",
  bytes: 0,
  studioVersion: "0",
  summary: { ...outcome.summary, modelId: "m" },
  history: [],
});
