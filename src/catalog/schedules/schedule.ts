/** What a learning-rate schedule is: a factor on the optimizer's rate, a pure function of the step. */
import type { z } from "zod";
import type { ConfigSchema, Definition } from "../definition.ts";

export interface ScheduleMoment {
  /** Counts from 1 to `totalSteps`. */
  readonly step: number;
  readonly totalSteps: number;
  readonly stepsPerEpoch: number;
}

export interface ScheduleDefinition<Config extends ConfigSchema = ConfigSchema> extends Definition<Config> {
  /** Here and not behind `load`, because the page draws it. */
  readonly factor: (config: z.infer<Config>, at: ScheduleMoment) => number;
}

export function defineSchedule<const Id extends string, Config extends ConfigSchema>(
  definition: ScheduleDefinition<Config> & { readonly id: Id },
): ScheduleDefinition<Config> & { readonly id: Id } {
  return definition;
}

/** Steps taken before this one, as a share of the run: 0 at the first step, 1 just after the last. */
export function progressAt({ step, totalSteps }: ScheduleMoment): number {
  return (step - 1) / totalSteps;
}

/** Whole epochs before this step; what PyTorch counts when its scheduler steps once an epoch. */
export function epochsBefore({ step, stepsPerEpoch }: ScheduleMoment): number {
  return Math.floor((step - 1) / stepsPerEpoch);
}
