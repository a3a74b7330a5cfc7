import { categoricalCrossEntropy } from "./categorical-cross-entropy/definition.ts";
import type { Task } from "./loss.ts";
import { mse } from "./mse/definition.ts";

export const losses = [mse, categoricalCrossEntropy] as const;
export type LossId = (typeof losses)[number]["id"];

/** What "auto" means for this kind of target. */
export function lossFor(task: Task): LossId {
  return task === "classification" ? "categorical-cross-entropy" : "mse";
}
