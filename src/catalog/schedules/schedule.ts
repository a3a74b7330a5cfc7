/** What a learning-rate schedule is: a factor on the optimizer's rate, a pure function of the step and its memory. */
import type { z } from "zod";
import type { ConfigSchema, Definition } from "../definition.ts";

/** What a schedule that follows the run remembers: plain numbers, saved with the weights. */
export type ScheduleMemory = Readonly<Record<string, number>>;

export interface ScheduleMoment {
  /** Counts from 1 to `totalSteps`. */
  readonly step: number;
  readonly totalSteps: number;
  /** Of the first epoch, and of every other one unless `passes` is given. */
  readonly stepsPerEpoch: number;
  /** Passes over the examples before this step, where epochs differ in length. */
  readonly passes?: number;
  /** Of a schedule that has a memory; left out, as at the start. */
  readonly memory?: ScheduleMemory;
}

export interface ScheduleDefinition<Config extends ConfigSchema = ConfigSchema> extends Definition<Config> {
  /** Here and not behind `load`, because the page draws it. */
  readonly factor: (config: z.infer<Config>, at: ScheduleMoment) => number;
  /** For a schedule that goes by how the run goes; one without is a function of the step alone. */
  readonly memory?: {
    readonly first: ScheduleMemory;
    /** After the model has been evaluated: `loss` of the validation part, or of the training part without one. */
    readonly observe: (config: z.infer<Config>, memory: ScheduleMemory, loss: number) => ScheduleMemory;
  };
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
export function epochsBefore(at: ScheduleMoment): number {
  // Passes that a warm-up has been taken from may fall short of a whole number by rounding.
  return Math.floor(passesBefore(at) + 1e-9);
}

/** Passes over the examples before this step, as a fraction. */
export function passesBefore({ step, stepsPerEpoch, passes }: ScheduleMoment): number {
  return passes ?? (step - 1) / stepsPerEpoch;
}
