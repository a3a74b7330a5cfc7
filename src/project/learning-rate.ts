/** The learning rate of each step: the optimizer's own, its schedule's factor in it, risen to in a warm-up. */
import { findDefinition } from "../catalog/definition.ts";
import { schedules } from "../catalog/schedules/index.ts";
import type { ScheduleDefinition, ScheduleMemory } from "../catalog/schedules/schedule.ts";
import type { Course } from "./course.ts";
import type { Project } from "./project.ts";

export interface LearningRate {
  /** What the schedule remembers before the first step; plain numbers, part of a checkpoint. */
  readonly first: ScheduleMemory;
  /** Of a step, from 1. */
  at(step: number, memory: ScheduleMemory): number;
  /** After the model has been evaluated with this loss. */
  observe(memory: ScheduleMemory, loss: number): ScheduleMemory;
}

/**
 * A warm-up is PyTorch's LinearLR up to the schedule's first value, followed by the schedule as if the run began after
 * it, as SequentialLR joins the two.
 */
export function learningRateOf(training: Project["training"], course: Course, totalSteps: number): LearningRate {
  // The schema has matched the settings to the id.
  const schedule = findDefinition(schedules, training.schedule.id) as unknown as ScheduleDefinition;
  const config = training.schedule;
  const { learningRate } = training.optimizer;
  const { steps: rise, from } = training.warmup ?? { steps: 0, from: 0 };
  const factor = (step: number, memory: ScheduleMemory) =>
    schedule.factor(config, {
      step,
      totalSteps: Math.max(1, totalSteps - rise),
      stepsPerEpoch: course.stepsIn(0),
      ...(course.isEven ? {} : { passes: course.passes(rise + step - 1) - course.passes(rise) }),
      memory,
    });
  return {
    first: schedule.memory?.first ?? {},
    at: (step, memory) => {
      const risen = step > rise ? 1 : from + ((1 - from) * (step - 1)) / rise;
      return learningRate * risen * factor(Math.max(1, step - rise), memory);
    },
    observe: (memory, loss) => schedule.memory?.observe(config, memory, loss) ?? memory,
  };
}
