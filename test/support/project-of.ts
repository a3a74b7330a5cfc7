import { StudioError } from "../../src/language/studio-error.ts";
import { parseProject } from "../../src/project/parse-project.ts";
import type { Project } from "../../src/project/project.ts";

/** As a file would be read. Throws the sentence that a user would see. */
export function projectOf(input: unknown): Project {
  const { project, problem } = parseProject(input);
  if (problem !== undefined) throw new StudioError(problem);
  return project;
}
