/** How a plan is best put on a device: many dispatches with much work each, or many steps in one. */
import type { Plan } from "../plan/plan.ts";
import type { Kernel } from "../plan/scalar.ts";
import { termsOf } from "./plain-kernel.ts";

/** "whole steps": by one workgroup a network, hundreds in a dispatch; "levels": one dispatch a level. */
export type Schedule = "whole steps" | "levels";

/** Terms and results of a step that one workgroup computes sooner than a dispatch a level would. */
const SMALL_STEP = 2 ** 19;
/** The same of a level. */
const SMALL_LEVEL = 2 ** 18;
/** Levels: a shader that is too long takes too long to compile. */
const LONGEST_STRETCH = 16;

export function scheduleFor(plan: Plan, { limits }: Pick<GPUDevice, "limits">): Schedule {
  const bytes = 4 * (plan.sizes.variables + plan.sizes.scratch);
  return bytes <= limits.maxComputeWorkgroupStorageSize && workOf(plan.levels.flat()) <= SMALL_STEP
    ? "whole steps"
    : "levels";
}

/**
 * Levels that are one dispatch: one with much to do, spread over the device, or several in turn with so little that one
 * workgroup does them sooner than the device goes from dispatch to dispatch, as the steps of a sequence have.
 */
export function stretchesOf({ levels }: Pick<Plan, "levels">): readonly (readonly (readonly Kernel[])[])[] {
  const stretches: (readonly Kernel[])[][] = [];
  let isOpen = false;
  for (const level of levels) {
    const isSmall = workOf(level) <= SMALL_LEVEL;
    const last = stretches.at(-1);
    if (isSmall && isOpen && last!.length < LONGEST_STRETCH) last!.push(level);
    else stretches.push([level]);
    isOpen = isSmall;
  }
  return stretches;
}

function workOf(kernels: readonly Kernel[]): number {
  return kernels.reduce((total, kernel) => total + workOfKernel(kernel), 0);
}

function workOfKernel({ element, loop, attention }: Kernel): number {
  if (attention === undefined) return element.extent * (1 + (loop === null ? 0 : termsOf(loop)));
  const { stacks, rows, columns, query, value } = attention;
  return stacks.extent * rows.extent * columns.extent * (query.length + value.length);
}
