/** How a plan is best put on a device: many dispatches with much work each, or many steps in one. */
import type { Plan } from "../plan/plan.ts";
import { termsOf } from "./plain-kernel.ts";

/** "whole steps": by one workgroup a network, hundreds in a dispatch; "levels": one dispatch a level. */
export type Schedule = "whole steps" | "levels";

/** Terms and results of a step that one workgroup computes sooner than a dispatch a level would. */
const SMALL_STEP = 2 ** 19;

export function scheduleFor(plan: Plan, { limits }: Pick<GPUDevice, "limits">): Schedule {
  const bytes = 4 * (plan.sizes.variables + plan.sizes.scratch);
  return bytes <= limits.maxComputeWorkgroupStorageSize && workOf(plan) <= SMALL_STEP ? "whole steps" : "levels";
}

function workOf({ levels }: Plan): number {
  return levels
    .flat()
    .reduce((total, { element, loop }) => total + element.extent * (1 + (loop === null ? 0 : termsOf(loop))), 0);
}
