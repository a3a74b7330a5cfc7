import { describe, expect, test } from "vitest";
import { rateCourse, rateSoFar } from "../../../src/features/train-run/rate-course.ts";
import { projectSchema, type ProjectInput } from "../../../src/project/project.ts";
import { runProject } from "../../support/run-project.ts";

function projectWith(training: ProjectInput["training"]) {
  return projectSchema.parse({ data: { id: "moons" }, training });
}

describe("the steps of a run, as the trainer counts them", () => {
  test.each<[string, ProjectInput["training"], number]>([
    ["a last batch that is not full", { batchSize: 30, epochs: 2 }, 8],
    ["batches that are added up", { batchSize: 10, accumulate: 5, epochs: 3 }, 6],
    ["one example", { optimizer: { id: "stochastic" }, epochs: 2 }, 200],
    ["the whole part", { optimizer: { id: "gradient-descent" }, epochs: 7 }, 7],
    ["a batch that grows", { optimizer: { id: "dynamic" }, epochs: 4 }, 8],
    ["steps that end it early", { batchSize: 50, epochs: 10, steps: 5 }, 5],
  ])("%s", (_name, training, totalSteps) => {
    expect(rateCourse(projectWith(training), 100).totalSteps).toBe(totalSteps);
  });
});

test("the course begins and ends with the run, at the rate times the schedule's factor", () => {
  const project = projectWith({
    optimizer: { id: "gradient-descent", learningRate: 0.2 },
    schedule: { id: "linear" },
    epochs: 1000,
  });
  const { points, at } = rateCourse(project, 100);
  expect(points).toHaveLength(240);
  expect(points[0]).toEqual({ step: 1, rate: 0.2 });
  expect(points.at(-1)).toEqual({ step: 1000, rate: at(1000) });
  expect(at(501)).toBeCloseTo(0.1, 12);
});

test("where epochs differ in length, the rate steps down with the epochs that the trainer makes", () => {
  const project = projectWith({
    optimizer: { id: "dynamic", learningRate: 1, firstBatch: 10, growth: 2 },
    schedule: { id: "exponential", gamma: 0.5 },
    epochs: 4,
  });
  // Of 100 rows: batches of 10, 20, 40 and 80, so 10, 5, 3 and 2 steps.
  const { points } = rateCourse(project, 100);
  expect(points.map(({ rate }) => rate)).toEqual(
    [10, 5, 3, 2].flatMap((steps, epoch) => Array.from({ length: steps }, () => 0.5 ** epoch)),
  );
});

test("a run of one step has a course of one point", () => {
  expect(rateCourse(projectWith({ steps: 1 }), 100).points).toEqual([{ step: 1, rate: 0.001 }]);
});

test("the course of a schedule that goes by the run is what the run has told", async () => {
  const { points } = await runProject({
    data: { id: "moons" },
    training: {
      optimizer: { id: "sgd", learningRate: 0.1 },
      schedule: { id: "reduce-on-plateau", patience: 0, threshold: 0.9, factor: 0.5 },
      batchSize: 32,
      epochs: 3,
    },
  });
  const course = rateSoFar(points);
  expect(course.map(({ step }) => step)).toEqual(points.map(({ step }) => step));
  expect(course[0]!.rate).toBe(0.1);
  // Validated every second step, never nine tenths better: halved each time, from the second time on.
  expect(course.slice(0, 6).map(({ rate }) => rate)).toEqual([0.1, 0.1, 0.1, 0.1, 0.05, 0.05]);
});

test("records of old, which do not tell the rate, have no course", () => {
  const point = { step: 1, epoch: 0.1, examples: 32, elapsedMs: 5, loss: 1, metrics: {} };
  expect(rateSoFar([point])).toEqual([]);
});
