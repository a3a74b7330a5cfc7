/** What a run needs before it can train: its data, and its project with nothing left open. */
import type { DatasetAccess } from "../catalog/datasets/dataset.ts";
import type { Project } from "../project/project.ts";
import { type PreparedData, prepareData } from "./prepare-data.ts";
import { findDataset, resolveData } from "./resolve-data.ts";
import { type ResolvedProject, resolveProject } from "./resolve-project.ts";

export interface BegunRun {
  readonly prepared: PreparedData;
  readonly resolved: ResolvedProject;
}

/** Null when stopped while the data was on its way. Throws a `StudioError` for a project or data that do not suit. */
export async function beginRun(project: Project, access: DatasetAccess): Promise<BegunRun | null> {
  const data = resolveData(project.data);
  try {
    const load = await findDataset(data.id).load();
    const prepared = await prepareData(await load(data.config, access), data);
    return access.signal.aborted ? null : { prepared, resolved: resolveProject(project, data, prepared) };
  } catch (thrown) {
    if (access.signal.aborted) return null;
    throw thrown;
  }
}
