/** The learning-rate range test on the project as it stands. */
import { type Problem, problemOf } from "../language/studio-error.ts";
import { openThread, type TrainingThread } from "../worker/open-thread.ts";
import { preferredBackends } from "./measure-backends.ts";
import { studioStore } from "./store.ts";

let underWay: TrainingThread | null = null;
let tests = 0;

/** Fills `state.rateTest`; a second call ends the first. A problem ends up in the state, too. */
export async function findRate(): Promise<void> {
  underWay?.terminate(overtaken);
  underWay = null;
  tests += 1;
  const test = tests;
  const { project } = studioStore.getState();
  studioStore.setState({ rateTest: { status: "loading" } });
  const isCurrent = (): boolean => test === tests;
  let thread: TrainingThread | null = null;
  try {
    const preferred = project.training.backend === "auto" ? await preferredBackends() : [];
    if (!isCurrent()) return;
    thread = openThread("rate-test");
    underWay = thread;
    const value = await thread.client.findRate(project, preferred, {
      onPreparing: (stage, fraction) => {
        if (!isCurrent()) return;
        const told = { status: "loading", stage, ...(fraction === undefined ? {} : { fraction }) } as const;
        studioStore.setState({ rateTest: told });
      },
    });
    if (isCurrent()) studioStore.setState({ rateTest: { status: "ready", value } });
  } catch (error) {
    if (isCurrent()) studioStore.setState({ rateTest: { status: "failed", problem: problemOf(error) } });
  } finally {
    thread?.terminate();
    if (underWay === thread) underWay = null;
  }
}

const overtaken: Problem = {
  code: "rate-test-overtaken",
  text: { en: "A newer test has taken the place of this one.", zh: "已被更新的测试取代。" },
};
