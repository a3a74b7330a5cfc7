/** The learning rate over a run, for its picture: from the schedule's own factor and the steps that the run will have. */
import { findDefinition } from "../../catalog/definition.ts";
import { optimizers } from "../../catalog/optimizers/index.ts";
import { schedules } from "../../catalog/schedules/index.ts";
import type { ScheduleDefinition } from "../../catalog/schedules/schedule.ts";
import type { Project } from "../../project/project.ts";

export interface RunLength {
  readonly totalSteps: number;
  readonly stepsPerEpoch: number;
}

/** As the trainer counts: the last batch of an epoch may be smaller. */
export function lengthOf({ training }: Project, trainRows: number): RunLength {
  const { batch } = findDefinition(optimizers, training.optimizer.id);
  const rows = Math.max(1, trainRows);
  const size = { mini: training.batchSize, single: 1, full: rows }[batch] * training.accumulate;
  const stepsPerEpoch = Math.ceil(rows / Math.min(size, rows));
  return { stepsPerEpoch, totalSteps: training.steps ?? stepsPerEpoch * training.epochs };
}

export interface RatePoint {
  readonly step: number;
  readonly rate: number;
}

export function rateAt({ training }: Project, length: RunLength, step: number): number {
  // The schedule gets the settings that its own schema has parsed; the union cannot be told so.
  const schedule = findDefinition(schedules, training.schedule.id) as unknown as ScheduleDefinition;
  return training.optimizer.learningRate * schedule.factor(training.schedule, { step, ...length });
}

const MOST_POINTS = 240;

/** The rate at every step, or at 240 of them evenly apart with the first and the last. */
export function rateCourse(project: Project, length: RunLength): readonly RatePoint[] {
  const count = Math.min(MOST_POINTS, length.totalSteps);
  return Array.from({ length: count }, (_, index) => {
    const step = 1 + Math.round((index * (length.totalSteps - 1)) / Math.max(1, count - 1));
    return { step, rate: rateAt(project, length, step) };
  });
}
