import { findDefinition } from "../../catalog/definition.ts";
import { optimizers } from "../../catalog/optimizers/index.ts";
import type { Project } from "../../project/project.ts";
import { firstValues } from "../../ui/form/first-value.ts";
import { readSchema } from "../../ui/form/read-schema.ts";

/** A learning rate to try after one that diverged: a tenth of it, or what the form begins with where that is less. */
export function lowerRate({ training }: Project): number {
  const { id, learningRate } = training.optimizer;
  const { config } = findDefinition(optimizers, id);
  const usual = firstValues(readSchema(config))["learningRate"];
  // Through its decimal text, so that a tenth of 0.3 is 0.03 and not 0.030000000000000002.
  const tenth = Number((learningRate / 10).toPrecision(12));
  return typeof usual === "number" ? Math.min(tenth, usual) : tenth;
}
