import type { Project } from "../../project/project.ts";
import type { RacePlan } from "../../project/race.ts";
import { preferredBackends } from "../measure-backends.ts";

/** On what it raced on; null where this device has no such backend, as that of a race from a file may be. */
export async function asRaced(
  project: Project,
  race: RacePlan | null,
  trainer = project.training.trainer,
): Promise<Project | null> {
  if (race === null) return project;
  const { backend } = race;
  if (backend !== "cpu" && !(await preferredBackends()).includes(backend)) return null;
  return { ...project, training: { ...project.training, backend, trainer } };
}
