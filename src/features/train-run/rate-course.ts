/** The learning rate over a run, for its picture: from the schedule's own factor and the steps that the run will have. */
import { courseOf } from "../../project/course.ts";
import { learningRateOf } from "../../project/learning-rate.ts";
import type { Project } from "../../project/project.ts";
import type { HistoryPoint } from "../../project/records.ts";

export interface RatePoint {
  readonly step: number;
  readonly rate: number;
}

export interface RateCourse {
  readonly totalSteps: number;
  /** With the first and the last step of what is known. */
  readonly points: readonly RatePoint[];
  /** At a step, from 1. */
  readonly at: (step: number) => number;
}

const MOST_POINTS = 240;

/** The course over `trainRows` examples, as the trainer counts it: every step's rate, or 240 of them evenly apart. */
export function rateCourse({ training }: Project, trainRows: number): RateCourse {
  const { course, totalSteps } = courseOf(training, Math.max(1, trainRows));
  const rate = learningRateOf(training, course, totalSteps);
  const at = (step: number): number => rate.at(step, rate.first);
  const count = Math.min(MOST_POINTS, totalSteps);
  const points = Array.from({ length: count }, (_, index) => {
    const step = 1 + Math.round((index * (totalSteps - 1)) / Math.max(1, count - 1));
    return { step, rate: at(step) };
  });
  return { totalSteps, points, at };
}

/** What the rate has been so far: of a schedule that goes by the run, nobody knows more. */
export function rateSoFar(history: readonly HistoryPoint[]): readonly RatePoint[] {
  const points = history.flatMap(({ step, learningRate }) =>
    learningRate === undefined ? [] : [{ step, rate: learningRate }],
  );
  const stride = Math.ceil(points.length / MOST_POINTS);
  return points.filter((_, index) => index % stride === 0 || index === points.length - 1);
}
