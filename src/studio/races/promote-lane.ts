import { laneProject, laneTitle } from "../../project/race.ts";
import { problemOf } from "../../language/studio-error.ts";
import { notify, notifyProblem } from "../notices.ts";
import { startRun } from "../runs/start-run.ts";
import { studioStore } from "../store.ts";

/**
 * Trains a lane of the race that is shown once more with this seed, as a run of its own: the same run exactly, and its
 * model stands in the library. Resolves when it has ended; how it went is told in a notice.
 */
export async function promoteLane(laneId: string, seed: number): Promise<void> {
  const { race, language } = studioStore.getState();
  const lane = race?.settings.lanes.find(({ id }) => id === laneId);
  if (race === null || lane === undefined) return;
  const title = laneTitle(lane);
  const name = `${race.name}: ${title[language]}`.slice(0, 200);
  try {
    const { modelId } = await startRun(laneProject(race.settings, lane, seed), { name });
    if (modelId === null) return;
    notify({
      tone: "success",
      text: { en: `"${name}" is in the library.`, zh: `“${name}”已存入模型库。` },
    });
  } catch (error) {
    notifyProblem(problemOf(error));
  }
}
