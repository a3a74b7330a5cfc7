/** What a run needs before it can train: its data, and its project with nothing left open. */
import type { DatasetAccess } from "../../catalog/datasets/dataset.ts";
import type { Project } from "../../project/project.ts";
import type { SavedTensor } from "../../project/records.ts";
import { backboneSource } from "../backbone-weights.ts";
import { type PreparedData, prepareData } from "../data/prepare-data.ts";
import { openData } from "../data/resolve-data.ts";
import type { RowSource } from "../data/row-source.ts";
import { rowsOfData } from "../data/stream-rows.ts";
import { type ResolvedProject, resolveProject } from "./resolve-project.ts";

export interface BegunRun {
  readonly prepared: PreparedData;
  readonly resolved: ResolvedProject;
  /** Weights of the backbone that it starts from, where it does. */
  readonly backbone: readonly SavedTensor[] | undefined;
  /** Gives up the rows. */
  close(): void;
}

/** Null when stopped while the data was on its way. Throws a `StudioError` for a project or data that do not suit. */
export async function beginRun(project: Project, access: DatasetAccess): Promise<BegunRun | null> {
  let opened: RowSource | null = null;
  try {
    const data = await openData(project.data, access);
    const { dataset, resolved } = data;
    const source = await rowsOfData(data, access);
    opened = source;
    const prepared = await prepareData(dataset, resolved, source);
    const backbone = await backboneSource(project, access);
    access.signal.throwIfAborted();
    return { prepared, resolved: resolveProject(project, resolved, prepared), backbone, close: () => source.close() };
  } catch (thrown) {
    opened?.close();
    if (access.signal.aborted) return null;
    throw thrown;
  }
}
