import { canonical } from "./minimal-project.ts";
import type { Project } from "./project.ts";

/** Whether two projects train the same thing: what they are called does not count. */
export function isSameExperiment(a: Project, b: Project): boolean {
  return a === b || canonical({ ...a, name: "" }) === canonical({ ...b, name: "" });
}
