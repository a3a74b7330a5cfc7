/** Runs a project through the engine, as the training thread does, and keeps all that it says. */
import type { DatasetAccess } from "../../src/catalog/datasets/dataset.ts";
import type { RunEvent } from "../../src/engine/run/run-host.ts";
import { trainRun } from "../../src/engine/run/train-run.ts";
import type { BackendId, HistoryPoint, RunOutcome, SavedTensor } from "../../src/project/records.ts";
import type { PathStore } from "../../src/project/weight-path.ts";
import type { RunCheckpoint } from "../../src/project/run-checkpoint.ts";
import { Steering } from "../../src/engine/run/steering.ts";
import { startBackend } from "../../src/tensor/backends.ts";
import { projectOf } from "./project-of.ts";

export interface Ran {
  readonly events: readonly RunEvent[];
  readonly points: readonly HistoryPoint[];
  readonly outcome: RunOutcome;
}

export async function runProject(
  input: unknown,
  options: {
    readonly preferred?: readonly BackendId[];
    readonly now?: () => number;
    readonly paths?: PathStore;
    /** Left out: the prepared files, which only Node can read. */
    readonly access?: DatasetAccess;
    /** Left out: as `startBackend`. */
    readonly start?: typeof startBackend;
    /** Where the run goes on. */
    readonly from?: RunCheckpoint;
    /** Weights of the model that the project starts from. */
    readonly source?: readonly SavedTensor[];
    /** Called with each event; may stop the run, or steer it. */
    readonly onEvent?: (event: RunEvent, stop: () => void, steering: Steering) => void;
  } = {},
): Promise<Ran> {
  const abort = new AbortController();
  const steering = new Steering();
  const run = trainRun({
    id: "run-1",
    project: projectOf(input),
    ...(options.paths === undefined ? {} : { paths: options.paths }),
    preferred: options.preferred ?? ["cpu"],
    from: options.from ?? null,
    source: options.source,
    steering,
    access: options.access ?? (await import("./data-access.ts")).dataAccess(abort.signal),
    start: options.start ?? ((backend) => startBackend(backend)),
    signal: abort.signal,
    now: options.now ?? (() => performance.now()),
  });
  const events: RunEvent[] = [];
  for (;;) {
    const next = await run.next();
    if (next.done === true) {
      const points = events.flatMap((event) => (event.type === "run-progress" ? event.points : []));
      return { events, points, outcome: next.value };
    }
    events.push(next.value);
    options.onEvent?.(next.value, () => abort.abort(), steering);
  }
}

/** A clock on which every look is `ms` later than the one before: what follows time then repeats. */
export function steadyClock(ms: number): () => number {
  let at = 0;
  return () => (at += ms);
}
