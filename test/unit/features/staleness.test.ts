import { expect, test } from "vitest";
import { stalenessOf } from "../../../src/features/train-run/staleness.ts";
import type { Project } from "../../../src/project/project.ts";
import type { LiveRun } from "../../../src/studio/state.ts";
import { projectOf } from "../../support/project-of.ts";

const trained = projectOf({ name: "flowers", data: { id: "iris" } });
const slower: Project = { ...trained, training: { ...trained.training, epochs: trained.training.epochs + 1 } };
const other = projectOf({ data: { id: "moons" } });

const runOf = (status: LiveRun["status"]): LiveRun => ({
  id: "run",
  name: "flowers",
  project: trained,
  status,
  history: [],
  isStopping: false,
  isPausing: false,
});

test("a run that has ended is out of date by its settings or by its data, not by its name", () => {
  const run = runOf("finished");
  expect(stalenessOf({ run, project: { ...trained, name: "renamed" } })).toBe("none");
  expect(stalenessOf({ run, project: slower })).toBe("settings");
  expect(stalenessOf({ run, project: other })).toBe("data");
});

test.each(["preparing", "running", "paused"] as const)("a run that is %s is never out of date", (status) => {
  expect(stalenessOf({ run: runOf(status), project: slower })).toBe("none");
});
