import { findDefinition } from "../../catalog/definition.ts";
import { optimizers } from "../../catalog/optimizers/index.ts";
import type { Project } from "../../project/project.ts";
import { readSchema } from "../../ui/form/read-schema.ts";

/** A learning rate to try after one that diverged: a tenth of it, or the optimizer's default where that is less. */
export function lowerRate({ training }: Project): number {
  const { id, learningRate } = training.optimizer;
  const { config } = findDefinition(optimizers, id);
  const standard = readSchema(config).find(({ name }) => name === "learningRate")?.standard;
  // Through its decimal text, so that a tenth of 0.3 is 0.03 and not 0.030000000000000002.
  const tenth = Number((learningRate / 10).toPrecision(12));
  return typeof standard === "number" ? Math.min(tenth, standard) : tenth;
}
