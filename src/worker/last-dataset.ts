/** The data set that was opened last, kept: pages of its rows and edits of the project do not read it again. */
import type { Dataset, DatasetAccess } from "../catalog/datasets/dataset.ts";
import { type OpenedData, findSource, resolveData } from "../engine/data/resolve-data.ts";
import { canonical } from "../project/minimal-project.ts";
import type { Project } from "../project/project.ts";

interface Kept {
  readonly key: string;
  readonly dataset: Promise<Dataset>;
  /** Whoever waits for it is told of its progress. */
  readonly waiting: Set<string>;
}

export interface LastDataset {
  /** The project's data set, for the request `id`. One that failed to open is opened anew. */
  open(data: Project["data"], id: string): Promise<OpenedData>;
}

/** `accessFor` is given who is to be told of the progress. */
export function lastDataset(accessFor: (ids: ReadonlySet<string>) => DatasetAccess): LastDataset {
  let kept: Kept | null = null;
  return {
    open: async (data, id) => {
      const waiting = new Set<string>();
      const access = accessFor(waiting);
      const source = await findSource(data.id, access);
      const resolved = resolveData(data, source);
      const key = canonical({ id: data.id, config: resolved.config });
      if (kept?.key !== key) kept = { key, waiting, dataset: source.load(resolved.config) };
      const current = kept;
      current.waiting.add(id);
      try {
        return { dataset: await current.dataset, resolved };
      } catch (cause) {
        if (kept === current) kept = null;
        throw cause;
      } finally {
        current.waiting.delete(id);
      }
    },
  };
}
