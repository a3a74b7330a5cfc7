/** The learning-rate range test on the project as it stands. */
import { type Problem, problemOf } from "../../language/studio-error.ts";
import { openThread, type TrainingThread } from "../../worker/open-thread.ts";
import { startingWeightsOf } from "../models/start-from.ts";
import { preferredBackends } from "../measure-backends.ts";
import { studioStore } from "../store.ts";

let underWay: TrainingThread | null = null;
let tests = 0;

/** Ends the test that is under way, and forgets what one has found. */
export function endRateTest(): void {
  tests += 1;
  underWay?.terminate(ended);
  underWay = null;
  studioStore.setState({ rateTest: { status: "idle" } });
}

/** Fills `state.rateTest`; a second call ends the first. A problem ends up in the state, too. */
export async function findRate(): Promise<void> {
  endRateTest();
  const test = tests;
  const { project } = studioStore.getState();
  studioStore.setState({ rateTest: { status: "loading" } });
  const isCurrent = (): boolean => test === tests;
  let thread: TrainingThread | null = null;
  try {
    const preferred = project.training.backend === "auto" ? await preferredBackends() : [];
    if (!isCurrent()) return;
    const source = await startingWeightsOf(project);
    if (!isCurrent()) return;
    thread = openThread("rate-test");
    underWay = thread;
    const asked = { project, preferred, ...(source === undefined ? {} : { source }) };
    const found = await thread.client.findRate(asked, {
      onPreparing: (stage, fraction) => {
        if (!isCurrent()) return;
        const told = { status: "loading", stage, ...(fraction === undefined ? {} : { fraction }) } as const;
        studioStore.setState({ rateTest: told });
      },
    });
    if (isCurrent()) studioStore.setState({ rateTest: { status: "ready", value: { test: found, project } } });
  } catch (error) {
    if (isCurrent()) studioStore.setState({ rateTest: { status: "failed", problem: problemOf(error) } });
  } finally {
    thread?.terminate();
    if (underWay === thread) underWay = null;
  }
}

const ended: Problem = {
  code: "rate-test-ended",
  text: { en: "The test was ended, or a newer one has taken its place.", zh: "测试已结束，或已被更新的测试取代。" },
};
