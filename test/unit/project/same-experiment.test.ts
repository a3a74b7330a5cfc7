import { expect, test } from "vitest";
import { isSameExperiment } from "../../../src/project/same-experiment.ts";
import { projectOf } from "../../support/project-of.ts";

const project = projectOf({ name: "first", data: { id: "iris" } });

test("a project under another name is the same experiment", () => {
  expect(isSameExperiment(project, { ...project, name: "second" })).toBe(true);
});

test("another setting is another experiment, and the old one back is the same again", () => {
  const changed = { ...project, training: { ...project.training, epochs: project.training.epochs + 1 } };
  expect(isSameExperiment(project, changed)).toBe(false);
  expect(isSameExperiment(project, { ...changed, training: { ...project.training } })).toBe(true);
});
