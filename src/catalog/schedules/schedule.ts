/** What a learning-rate schedule is: a factor on the optimizer's rate, a pure function of the step. */
import { type z } from "zod";
import type { ConfigSchema, Definition } from "../definition.ts";

export interface ScheduleDefinition<Config extends ConfigSchema = ConfigSchema> extends Definition<Config> {
  /** `step` counts from 1 to `totalSteps`. Here and not behind `load`, because the page draws it. */
  readonly factor: (config: z.infer<Config>, at: { readonly step: number; readonly totalSteps: number }) => number;
}

export function defineSchedule<const Id extends string, Config extends ConfigSchema>(
  definition: ScheduleDefinition<Config> & { readonly id: Id },
): ScheduleDefinition<Config> & { readonly id: Id } {
  return definition;
}
