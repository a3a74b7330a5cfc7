/** The loss around where a run or a race has led: one at a time in `state.surface`, any number for scripts. */
import { type Problem, StudioError, problemOf } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import type { Project } from "../../project/project.ts";
import type { RaceRecord } from "../../project/race.ts";
import { judgeRace } from "../../project/race-verdict.ts";
import type { BackendId, RunRecord } from "../../project/records.ts";
import { type Surface, type SurfaceOptions, surfaceOptionsSchema } from "../../project/surface.ts";
import { openThread } from "../../worker/open-thread.ts";
import { checkpointOf, withoutOptimizer } from "../models/checkpoints.ts";
import { runningRecord } from "../runs/active-runs.ts";
import { studioStore } from "../store.ts";

/** Between two looks for the first weights of a run that has only just begun. */
const ASK_AGAIN_MS = 1000;
/** A run that has not stored its first by then stores none. */
const MOST_LOOKS = 5;

/** Whose paths a plane is laid through; of a race, the lane that is first ends at its centre. */
export interface SurfaceSource {
  readonly id: string;
  readonly project: Project;
  readonly lanes: readonly string[];
  readonly backend: BackendId;
  /** That it has left; null: none. */
  readonly modelId: string | null;
}

export function sourceOfRun({ id, project, summary }: Pick<RunRecord, "id" | "project" | "summary">): SurfaceSource {
  return { id, project, lanes: [""], backend: summary.backend, modelId: summary.modelId };
}

/** Null before the race has its device. */
export function sourceOfRace(race: RaceRecord): SurfaceSource | null {
  if (race.plan === null) return null;
  const { lanes } = judgeRace(race);
  const place = (at: number): number => lanes[at]?.rank ?? Infinity;
  const order = race.lanes.map(({ id }, at) => ({ id, at })).toSorted((a, b) => place(a.at) - place(b.at));
  const { project } = race.settings;
  return { id: race.id, project, lanes: order.map(({ id }) => id), backend: race.plan.backend, modelId: null };
}

/**
 * Of one that is under way, waits for the first weights along its way. Rejects with a `StudioError`: no path is kept, the
 * device is missing, or `signal` aborts.
 */
export async function drawSurface(
  { id, project, lanes, backend, modelId }: SurfaceSource,
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
    const isThere = studioStore.getState().models.some((model) => model.id === modelId);
    const model = modelId === null || !isThere ? null : withoutOptimizer(await checkpointOf(modelId));
    const asked = { of: id, project: placed, lanes, model, options, preferred: [] };
    for (let looks = 1; ; looks++) {
      // As it was before the thread looks for a path: one that ends meanwhile is looked at once more.
      const isUnderWay = goesOn(id);
      try {
        return await thread.client.drawSurface(asked, { onPreparing: at.onStage });
      } catch (error) {
        const { code } = problemOf(error);
        const isToCome = code === "path-too-short" || (code === "path-missing" && looks < MOST_LOOKS);
        if (!isUnderWay || !isToCome) throw error;
        at.onStage(firstWeights);
        await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
      }
    }
  } finally {
    at.signal.removeEventListener("abort", stop);
    thread.terminate();
  }
}

/** More of its way is on its way. */
function goesOn(id: string): boolean {
  const { race } = studioStore.getState();
  return (race?.id === id ? race.status : runningRecord(id)?.summary.status) === "running";
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

const firstWeights: Text = {
  en: "It has only just begun: the surface is drawn as soon as there is a way through the weights.",
  zh: "训练刚刚开始：一有权重路径，就会自动绘制曲面。",
};

const givenUp: Problem = {
  code: "cancelled",
  text: { en: "The surface was given up.", zh: "已取消绘制曲面。" },
};
