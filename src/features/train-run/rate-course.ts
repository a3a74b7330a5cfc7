/** The learning rate over a run, for its picture: from the schedule's own factor and the steps that the run will have. */
import { Course, courseOf } from "../../project/course.ts";
import { learningRateOf } from "../../project/learning-rate.ts";
import type { Project } from "../../project/project.ts";

export interface RunLength {
  readonly totalSteps: number;
  readonly stepsPerEpoch: number;
}

/** As the trainer counts: the last batch of an epoch may be smaller. */
export function lengthOf({ training }: Project, trainRows: number): RunLength {
  const { course, totalSteps } = courseOf(training, Math.max(1, trainRows));
  return { stepsPerEpoch: course.meanSteps(totalSteps), totalSteps };
}

export interface RatePoint {
  readonly step: number;
  readonly rate: number;
}

export function rateAt({ training }: Project, length: RunLength, step: number): number {
  const course = new Course({ batchSize: 1, growth: 1, rows: length.stepsPerEpoch });
  const rate = learningRateOf(training, course, length.totalSteps);
  return rate.at(step, rate.first);
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
