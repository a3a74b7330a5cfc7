/** What a run needs before it can train: its data, and its project with nothing left open. */
import type { DatasetAccess } from "../../catalog/datasets/dataset.ts";
import type { Project } from "../../project/project.ts";
import { type PreparedData, prepareData } from "../data/prepare-data.ts";
import { openData } from "../data/resolve-data.ts";
import { type ResolvedProject, resolveProject } from "./resolve-project.ts";

export interface BegunRun {
  readonly prepared: PreparedData;
  readonly resolved: ResolvedProject;
}

/** Null when stopped while the data was on its way. Throws a `StudioError` for a project or data that do not suit. */
export async function beginRun(project: Project, access: DatasetAccess): Promise<BegunRun | null> {
  try {
    const { dataset, resolved } = await openData(project.data, access);
    const prepared = await prepareData(dataset, resolved);
    return access.signal.aborted ? null : { prepared, resolved: resolveProject(project, resolved, prepared) };
  } catch (thrown) {
    if (access.signal.aborted) return null;
    throw thrown;
  }
}
