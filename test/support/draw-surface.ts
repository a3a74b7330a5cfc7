/** Draws the surface of a run or race whose paths are held, as the training thread does. */
import { drawSurface } from "../../src/engine/surface/draw-surface.ts";
import { type Surface, surfaceOptionsSchema } from "../../src/project/surface.ts";
import type { BackendId, Checkpoint } from "../../src/project/records.ts";
import type { PathStore } from "../../src/project/weight-path.ts";
import { startBackend } from "../../src/tensor/backends.ts";
import { dataAccess } from "./data-access.ts";
import { projectOf } from "./project-of.ts";

export function surfaceOf(
  input: unknown,
  at: {
    readonly id: string;
    readonly lanes?: readonly string[];
    readonly paths: PathStore;
    readonly model?: Checkpoint;
    readonly options?: object;
    readonly backend?: BackendId;
    readonly signal?: AbortSignal;
    readonly tell?: (share: number) => void;
  },
): Promise<Surface> {
  return drawSurface({
    id: at.id,
    project: projectOf(input),
    lanes: at.lanes ?? [""],
    model: at.model ?? null,
    options: surfaceOptionsSchema.parse(at.options ?? {}),
    preferred: [at.backend ?? "cpu"],
    paths: at.paths,
    access: dataAccess(at.signal ?? new AbortController().signal),
    start: (backend) => startBackend(backend),
    now: () => performance.now(),
    tell: (_stage, fraction) => at.tell?.(fraction ?? 0),
  });
}
