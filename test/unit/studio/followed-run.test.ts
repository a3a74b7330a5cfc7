/** Two tabs of one browser, one of which trains: the other shows the run, and has it when that tab is gone. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Project } from "../../../src/project/project.ts";
import { runCheckpoint } from "../storage/records.ts";
import { type Page, type ThreadEnd, closePage, openPage } from "./page.ts";
import { type Studio, loadStudio } from "./studio.ts";
import { advance, begin, outcome } from "./thread-script.ts";
import { until } from "./until.ts";

let page: Page;
let training: Studio;
let idle: Studio;
let project: Project;

beforeEach(async () => {
  page = openPage();
  training = await loadStudio();
  await training.startStudio();
  idle = await loadStudio();
  await idle.startStudio();
  expect(training.openProject({ name: "iris", data: { id: "iris" }, training: { backend: "cpu" } })).toBeNull();
  ({ project } = training.state());
});

afterEach(async () => {
  await training.closeStorage();
  await idle.closeStorage();
  for (const thread of page.threads) thread.port.close();
  closePage();
});

/** The first tab trains, and the other shows it. */
async function trainBeside(): Promise<{ id: string; thread: ThreadEnd; run: ReturnType<Studio["startRun"]> }> {
  const run = training.startRun(project);
  const thread = await page.nextThread();
  const { id } = await begin(thread);
  await until(idle, (state) => state.run?.id === id);
  return { id, thread, run };
}

/** The training tab is gone, and with it its thread, its lock and its connection. */
async function close({ id, thread }: { readonly id: string; readonly thread: ThreadEnd }): Promise<void> {
  await training.closeStorage();
  thread.port.close();
  page.locks.release(`descent-studio/live/${id}`);
}

test("an idle tab shows the run of the other as it goes, leaves it alone, and shows its end and its model", async () => {
  const { id, thread, run } = await trainBeside();
  expect(idle.state().run).toMatchObject({ isElsewhere: true, status: "running", project: { name: "iris" } });
  advance(thread, id, 1, 5);
  thread.send({ type: "run-checkpoint", id, checkpoint: runCheckpoint(), isPaused: true });
  await until(idle, (state) => state.run?.status === "paused" && state.run.history.length === 5);
  expect(idle.state().run).toMatchObject({ isElsewhere: true, summary: { steps: 5 } });
  expect(await idle.startCurrentRun()).toMatchObject({ code: "run-elsewhere" });
  await expect(idle.stopAnyRun(id)).rejects.toMatchObject({ code: "run-elsewhere" });
  thread.send({ type: "run-ended", id, outcome: outcome(id) });
  const { modelId } = await run;
  const { run: ended, models } = await until(idle, (state) => state.models.length === 1);
  expect(ended).toMatchObject({ id, status: "finished", summary: { modelId } });
  expect(ended?.isElsewhere).toBeUndefined();
  expect(models[0]?.id).toBe(modelId);
  expect(
    idle
      .state()
      .notices.map(({ text }) => text.en)
      .join("\n"),
  ).not.toContain("was closed");
});

test("a run whose tab is closed goes on in the tab that showed it, from its checkpoint", async () => {
  const beside = await trainBeside();
  advance(beside.thread, beside.id, 1, 5);
  beside.thread.send({ type: "run-checkpoint", id: beside.id, checkpoint: runCheckpoint(), isPaused: false });
  await until(idle, ({ runs }) => runs[0]?.checkpointStep === 2);
  const opened = page.nextThread();
  await close(beside);
  const thread = await opened;
  const command = await begin(thread);
  expect(command).toMatchObject({ id: beside.id, from: { weights: { step: 2 } } });
  const { run, notices } = await until(idle, (state) => state.run?.status === "running");
  expect(run?.isElsewhere).toBeUndefined();
  expect(notices.at(-1)?.text.en).toBe("The tab that trained this run was closed; it goes on here from step 2.");
});

test("a run at rest when its tab is closed stays at rest, and one without a checkpoint has ended", async () => {
  const resting = await trainBeside();
  resting.thread.send({ type: "run-checkpoint", id: resting.id, checkpoint: runCheckpoint(), isPaused: true });
  await until(idle, (state) => state.run?.status === "paused" && state.run.checkpointStep === 2);
  await close(resting);
  const { run } = await until(idle, (state) => state.run?.isElsewhere !== true);
  expect(run).toMatchObject({ id: resting.id, status: "paused", checkpointStep: 2 });

  training = await loadStudio();
  await training.startStudio();
  const begun = await trainBeside();
  await close(begun);
  const { run: ended } = await until(idle, (state) => state.run?.isElsewhere !== true);
  expect(ended).toMatchObject({ id: begun.id, status: "stopped" });
  expect(page.threads.filter(({ isTerminated }) => !isTerminated)).toHaveLength(2);
});

test("a tab that trains itself is not disturbed", async () => {
  const own = idle.startRun(project);
  const ownThread = await page.nextThread();
  const { id: ownId } = await begin(ownThread);
  await until(idle, (state) => state.run?.status === "running");
  const other = training.startRun(project);
  const thread = await page.nextThread();
  const { id } = await begin(thread);
  await until(idle, ({ runs }) => runs.some((run) => run.id === id));
  expect(idle.state().run?.id).toBe(ownId);
  thread.send({ type: "run-ended", id, outcome: outcome(id) });
  ownThread.send({ type: "run-ended", id: ownId, outcome: outcome(ownId) });
  await Promise.all([own, other]);
});
