/** A task picked for a project's data brings steps and a model that suit it; back again, the usual ones. */
import { expect, test } from "vitest";
import { beginRun } from "../../../../src/engine/run/begin-run.ts";
import { dataTasks } from "../../../../src/project/project.ts";
import { withTask } from "../../../../src/studio/project/choose-task.ts";
import { dataAccess } from "../../../support/data-access.ts";
import { projectOf } from "../../../support/project-of.ts";

const names = projectOf({ data: { id: "names", features: ["name"] } });

test.each(dataTasks)("a text can be trained on at once to %s", async (task) => {
  const begun = await beginRun(projectOf(withTask(names, task)), dataAccess(new AbortController().signal));
  expect(begun?.resolved.plan.parameterCount).toBeGreaterThan(0);
});

test("the task that is there already changes nothing", () => {
  expect(withTask(names, "predict")).toBe(names);
  const writing = projectOf(withTask(names, "continue"));
  expect(writing.model).toMatchObject({ architecture: "char-lstm" });
  expect(withTask(writing, "continue")).toBe(writing);
  expect(projectOf(withTask(writing, "predict")).data).not.toHaveProperty("task");
});
