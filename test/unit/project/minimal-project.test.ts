import { expect, test } from "vitest";
import { gallery } from "../../../src/catalog/gallery/index.ts";
import { canonical, minimalProject } from "../../../src/project/minimal-project.ts";
import { parseProject } from "../../../src/project/parse-project.ts";
import type { Project } from "../../../src/project/project.ts";

function whole(input: unknown): Project {
  const { project, problem } = parseProject(input);
  if (project === undefined) throw new Error(problem.text.en);
  return project;
}

test("leaves out everything that has its default", () => {
  expect(minimalProject(whole({ data: { id: "iris" } }))).toEqual({ data: { id: "iris" } });
});

test("keeps what differs, down to a single setting", () => {
  const input = {
    data: { id: "moons", config: { noise: 0.3 } },
    training: { optimizer: { id: "momentum", momentum: 0.5 } },
  };
  expect(minimalProject(whole(input))).toEqual(input);
});

test.each(gallery.map((entry) => [entry.id, entry.project]))("%s reads back as it was", (_id, input) => {
  const project = whole(input);
  const before = canonical(project);
  expect(whole(minimalProject(project))).toEqual(project);
  expect(canonical(project)).toBe(before);
});
