import type { RowOrder, RowPage } from "../../project/data-summary.ts";
import { sharedClient } from "../shared-thread.ts";
import { studioStore } from "../store.ts";

/** Rows of the data set that is open, in the order of a column or (null) their own. Rejects with a `StudioError`. */
export function readRows(from: number, count: number, order: RowOrder | null): Promise<RowPage> {
  return sharedClient().readRows(studioStore.getState().project.data, from, count, order);
}
