import type { z } from "zod";
import type { Formula } from "../../language/formula.ts";
import { findDefinition, selectionOf } from "../definition.ts";
import {
  binaryCrossEntropy,
  categoricalCrossEntropy,
  cosine,
  focal,
  hinge,
  klDivergence,
} from "./classes/definition.ts";
import type { ConfiguredLoss, Loss, LossDefinition, Task } from "./loss.ts";
import { huber, logCosh, mae, mse, pixelCrossEntropy, poisson, quantile } from "./numbers/definition.ts";

export const losses = [
  mse,
  mae,
  huber,
  logCosh,
  quantile,
  poisson,
  pixelCrossEntropy,
  categoricalCrossEntropy,
  binaryCrossEntropy,
  focal,
  hinge,
  klDivergence,
  cosine,
] as const;
export type LossId = (typeof losses)[number]["id"];

/** `{ id, ... }` */
export const lossSelection = selectionOf("id", losses);
/** By its id, or with settings. */
export type LossChoice = LossId | z.infer<typeof lossSelection>;

/** What "auto" means for this kind of target. */
export function lossFor(task: Task): LossId {
  switch (task) {
    case "classification":
    case "generation":
      return "categorical-cross-entropy";
    case "regression":
    case "reconstruction":
      return "mse";
  }
}

/** Those that can be made small for this kind of target. */
export function lossesOf(task: Task): readonly (typeof losses)[number][] {
  return losses.filter(({ tasks }) => tasks.includes(task));
}

/** Each loss as a page can draw it. */
export async function loadFormulas(): Promise<Readonly<Record<LossId, Formula>>> {
  return (await import("./formulas.ts")).formulas;
}

export function lossOf(choice: LossChoice): LossDefinition {
  return findDefinition(losses, typeof choice === "string" ? choice : choice.id);
}

/** The loss with its settings, by default where there are none. */
export async function loadLoss(choice: LossChoice): Promise<Loss> {
  const definition = lossOf(choice);
  const { id: _id, ...given } = typeof choice === "string" ? { id: choice } : choice;
  const config = definition.config.parse(given);
  const configured: ConfiguredLoss<typeof config> = await definition.load();
  return (ops, prediction, target) => configured(ops, config, prediction, target);
}
