import type { ExportedModel } from "../model-card.ts";
import type { ModelPlan } from "../../model-program.ts";

/** What the network takes and gives, for its docstring. */
export function summaryOf({ name }: ExportedModel, { input, output }: ModelPlan): string {
  return `${name.replace(/["\\]/g, "'")}: ${input.join(" x ")} to ${output.join(" x ")}.`;
}
