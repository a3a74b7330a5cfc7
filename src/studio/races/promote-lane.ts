import { problemOf } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import { laneProject, laneTitle } from "../../project/race.ts";
import { notify, notifyProblem } from "../notices.ts";
import { startRun } from "../runs/start-run.ts";
import { studioStore } from "../store.ts";
import { asRaced } from "./as-raced.ts";

/**
 * Trains a lane of the race that is shown once more with this seed, as a run of its own, on the backend and by the trainer
 * that raced: the same run exactly, and its model stands in the library. Resolves when it has ended; how it went is told
 * in a notice.
 */
export async function promoteLane(laneId: string, seed: number): Promise<void> {
  const { race, language } = studioStore.getState();
  const lane = race?.settings.lanes.find(({ id }) => id === laneId);
  if (race === null || lane === undefined) return;
  const title = laneTitle(lane, race.settings.lanes);
  const name = `${race.name}: ${title[language]}`.slice(0, 200);
  const plan = race.lanes.find(({ id }) => id === laneId)?.plan ?? null;
  try {
    const pinned = await asRaced(laneProject(race.settings, lane, seed), race.plan, plan?.trainer);
    const { modelId } = await startRun(pinned ?? laneProject(race.settings, lane, seed), { name });
    if (modelId === null) return;
    const elsewhere = pinned === null ? otherDevice : { en: "", zh: "" };
    notify({
      tone: "success",
      text: { en: `"${name}" is in the library.${elsewhere.en}`, zh: `“${name}”已存入模型库。${elsewhere.zh}` },
    });
  } catch (error) {
    notifyProblem(problemOf(error));
  }
}

const otherDevice: Text = {
  en: " It was trained on another backend than the race, which this device does not have: its figures differ in their last digits.",
  zh: "本设备没有竞速所用的后端，已改用其他后端训练：数值的末几位会有差异。",
};
