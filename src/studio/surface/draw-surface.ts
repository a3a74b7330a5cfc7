/** The loss around where a run or a race has led: one at a time in `state.surface`, any number for scripts. */
import { type Problem, StudioError, problemOf } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import type { Project } from "../../project/project.ts";
import type { RaceRecord } from "../../project/race.ts";
import { judgeRace } from "../../project/race-verdict.ts";
import type { BackendId, RunRecord } from "../../project/records.ts";
import { type Surface, type SurfaceOptions, surfaceOptionsSchema } from "../../project/surface.ts";
import { openThread } from "../../worker/open-thread.ts";
import { runningRecord } from "../runs/active-runs.ts";
import { studioStore } from "../store.ts";

/** Whose paths a plane is laid through; of a race, the lane that is first ends at its centre. */
export interface SurfaceSource {
  readonly id: string;
  readonly project: Project;
  readonly lanes: readonly string[];
  readonly backend: BackendId;
}

export function sourceOfRun({ id, project, summary }: Pick<RunRecord, "id" | "project" | "summary">): SurfaceSource {
  return { id, project, lanes: [""], backend: summary.backend };
}

/** Null before the race has its device. */
export function sourceOfRace(race: RaceRecord): SurfaceSource | null {
  if (race.plan === null) return null;
  const { lanes } = judgeRace(race);
  const place = (at: number): number => lanes[at]?.rank ?? Infinity;
  const order = race.lanes.map(({ id }, at) => ({ id, at })).toSorted((a, b) => place(a.at) - place(b.at));
  const { project } = race.settings;
  return { id: race.id, project, lanes: order.map(({ id }) => id), backend: race.plan.backend };
}

/** Rejects with a `StudioError`: no path is kept, the device is missing, or `signal` aborts. */
export async function drawSurface(
  { id, project, lanes, backend }: SurfaceSource,
  options: SurfaceOptions,
  at: { readonly signal: AbortSignal; readonly onStage: (stage: Text, fraction?: number) => void },
): Promise<Surface> {
  if (at.signal.aborted) throw new StudioError(givenUp);
  const thread = openThread("surface");
  const stop = (): void => thread.terminate(givenUp);
  at.signal.addEventListener("abort", stop, { once: true });
  try {
    // On the device of the run itself.
    const placed = { ...project, training: { ...project.training, backend } };
    const asked = { of: id, project: placed, lanes, options, preferred: [] };
    return await thread.client.drawSurface(asked, { onPreparing: at.onStage });
  } finally {
    at.signal.removeEventListener("abort", stop);
    thread.terminate();
  }
}

let underWay = new AbortController();

/** Gives up what is being drawn, and forgets what was. */
export function endSurface(): void {
  underWay.abort();
  studioStore.setState({ surface: null });
}

/** Fills `state.surface`; a second call ends the first. A problem ends up in the state, too. */
export async function showSurfaceOfRun(id: string, change: Partial<SurfaceOptions>): Promise<void> {
  const record = runningRecord(id) ?? studioStore.getState().runs.find((run) => run.id === id);
  if (record !== undefined) await show(sourceOfRun(record), change);
}

/** As `showSurfaceOfRun`. */
export async function showSurfaceOfRace(race: RaceRecord, change: Partial<SurfaceOptions>): Promise<void> {
  const source = sourceOfRace(race);
  if (source !== null) await show(source, change);
}

async function show(source: SurfaceSource, change: Partial<SurfaceOptions>): Promise<void> {
  endSurface();
  const abort = new AbortController();
  underWay = abort;
  const options = surfaceOptionsSchema.parse(change);
  const tell = (drawing: NonNullable<ReturnType<typeof studioStore.getState>["surface"]>["drawing"]): void => {
    if (!abort.signal.aborted) studioStore.setState({ surface: { of: source.id, options, drawing } });
  };
  tell({ status: "loading" });
  try {
    const surface = await drawSurface(source, options, {
      signal: abort.signal,
      onStage: (stage, fraction) => tell({ status: "loading", stage, ...(fraction === undefined ? {} : { fraction }) }),
    });
    tell({ status: "ready", value: surface });
  } catch (error) {
    tell({ status: "failed", problem: problemOf(error) });
  }
}

const givenUp: Problem = {
  code: "cancelled",
  text: { en: "The surface was given up.", zh: "已取消绘制曲面。" },
};
