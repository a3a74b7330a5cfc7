import type { ModelRecord } from "./records.ts";

/** Whether a model has been trained on data that can be known: one of another program brings none. */
export function hasOwnData({ dataFingerprint }: Pick<ModelRecord, "dataFingerprint">): boolean {
  return dataFingerprint !== "";
}
