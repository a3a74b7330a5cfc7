import { describe, expect, test } from "vitest";
import { lengthOf, rateAt, rateCourse } from "../../../src/features/train-run/rate-course.ts";
import { projectSchema, type ProjectInput } from "../../../src/project/project.ts";

function projectWith(training: ProjectInput["training"]) {
  return projectSchema.parse({ data: { id: "moons" }, training });
}

describe("the steps of a run, as the trainer counts them", () => {
  test.each<[string, ProjectInput["training"], number, number]>([
    ["a last batch that is not full", { batchSize: 30, epochs: 2 }, 4, 8],
    ["batches that are added up", { batchSize: 10, accumulate: 5, epochs: 3 }, 2, 6],
    ["one example", { optimizer: { id: "stochastic" }, epochs: 2 }, 100, 200],
    ["the whole part", { optimizer: { id: "gradient-descent" }, epochs: 7 }, 1, 7],
    ["a batch that grows", { optimizer: { id: "dynamic" }, epochs: 4 }, 2, 8],
    ["steps that end it early", { batchSize: 50, epochs: 10, steps: 5 }, 2, 5],
  ])("%s", (_name, training, stepsPerEpoch, totalSteps) => {
    expect(lengthOf(projectWith(training), 100)).toEqual({ stepsPerEpoch, totalSteps });
  });
});

test("the course begins and ends with the run, at the rate times the schedule's factor", () => {
  const project = projectWith({
    optimizer: { id: "sgd", learningRate: 0.2 },
    schedule: { id: "linear" },
    epochs: 1000,
  });
  const length = { totalSteps: 1000, stepsPerEpoch: 1 };
  const course = rateCourse(project, length);
  expect(course).toHaveLength(240);
  expect(course[0]).toEqual({ step: 1, rate: 0.2 });
  expect(course.at(-1)).toEqual({ step: 1000, rate: rateAt(project, length, 1000) });
  expect(rateAt(project, length, 501)).toBeCloseTo(0.1, 12);
});

test("a run of one step has a course of one point", () => {
  expect(rateCourse(projectWith({}), { totalSteps: 1, stepsPerEpoch: 1 })).toEqual([{ step: 1, rate: 0.001 }]);
});
