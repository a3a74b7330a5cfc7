import { canonical } from "../../project/minimal-project.ts";
import type { RunRecord } from "../../project/records.ts";
import { openRoom } from "../navigation.ts";
import { notify, notifyProblem } from "../notices.ts";
import { openProject } from "../project/edit-project.ts";
import type { Notice } from "../state.ts";
import { studioStore } from "../store.ts";
import { isHeld, shownRun } from "./held-run.ts";

/** Nothing else leads back to such a run at once: time to read, decide and reach it by keyboard. */
const TOLD_FOR_MS = 60_000;

/**
 * Shows the newest run in the train room, if it broke off and can go on, and nothing else is shown there. A run of
 * other data than the project's is told of instead: under this project's name its curves would say what is not so.
 */
export function showHeldRun(runs: readonly RunRecord[]): void {
  const [newest] = runs;
  if (newest === undefined || !isHeld(newest)) return;
  const { project, run } = studioStore.getState();
  if (run !== null) return;
  if (canonical(newest.project.data) === canonical(project.data)) studioStore.setState({ run: shownRun(newest) });
  else tellOf(newest);
}

function tellOf({ project, summary, checkpointStep }: RunRecord): void {
  const notice: Omit<Notice, "id"> = {
    tone: "info",
    text: {
      en: `The run "${summary.name}" rests at step ${checkpointStep} and can go on.`,
      zh: `训练“${summary.name}”停在第 ${checkpointStep} 步，可以继续。`,
    },
    action: {
      label: { en: "Open it", zh: "打开" },
      run: () => {
        const problem = openProject(project);
        if (problem === null) openRoom("train");
        else notifyProblem(problem);
      },
    },
  };
  notify(notice, { lastsMs: TOLD_FOR_MS });
}
