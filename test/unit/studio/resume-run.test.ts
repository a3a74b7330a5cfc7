/** Rests, crashes and lost devices: a run goes on, or leaves what it has learnt. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { parseProject } from "../../../src/project/parse-project.ts";
import type { Project } from "../../../src/project/project.ts";
import type { RunSummary } from "../../../src/project/records.ts";
import { runCheckpoint, runRecord } from "../storage/records.ts";
import { type Page, type ThreadEnd, closePage, openPage } from "./page.ts";
import { closeServers, serve } from "./serve-threads.ts";
import { aString } from "./shapes.ts";
import { type Studio, loadStudio } from "./studio.ts";
import { advance, begin, outcome } from "./thread-script.ts";
import { until } from "./until.ts";

let page: Page;
let studio: Studio;
let project: Project;

beforeEach(async () => {
  page = openPage();
  studio = await loadStudio();
  await studio.startStudio();
  const parsed = parseProject({
    name: "iris",
    data: { id: "iris" },
    training: { backend: "cpu", epochs: 60, batchSize: 16, optimizer: { id: "adam" } },
  });
  if (parsed.project === undefined) throw new Error(parsed.problem.text.en);
  project = parsed.project;
});

afterEach(async () => {
  vi.useRealTimers();
  closeServers();
  for (const thread of page.threads) thread.port.close();
  await studio.closeStorage();
  closePage();
});

/** The page is opened again in the same browser; its threads and locks went with it. */
async function reload(): Promise<void> {
  await studio.closeStorage();
  page.locks.held.clear();
  studio = await loadStudio();
  await studio.startStudio();
}

/** Saved, so that a reload finds it. */
async function openIris(input: Record<string, unknown> = {}): Promise<void> {
  expect(studio.openProject({ name: "iris", data: { id: "iris" }, ...input })).toBeNull();
  await until(studio, (state) => state.autosave.status === "saved");
}

/** Serves the next thread with the real engine. */
async function serveNext(): Promise<ThreadEnd> {
  const thread = await page.nextThread();
  serve(thread);
  return thread;
}

async function weightsOf({ modelId }: RunSummary): Promise<readonly unknown[]> {
  const { tensors } = await (await studio.openedStorage()).readCheckpoint(modelId ?? "");
  return tensors.map(({ name, values }) => [name, [...values]]);
}

function withoutTimes({ elapsedMs: _time, id: _id, modelId: _model, ...summary }: RunSummary) {
  return summary;
}

async function trainThrough(): Promise<RunSummary> {
  const served = serveNext();
  const run = studio.startRun(project);
  await served;
  return run;
}

describe("on the real engine", () => {
  test("a run rests, does single steps, and ends as if it never had", async () => {
    const expected = await trainThrough();
    const served = serveNext();
    const run = studio.startRun(project);
    await served;
    const { id } = studio.state().run!;
    await studio.pauseRun(id);
    const rested = studio.runningRecord(id)!;
    expect(rested.summary.status).toBe("paused");
    expect(studio.state().run).toMatchObject({ status: "paused", isPausing: false });
    const { steps } = rested.summary;
    expect(rested.checkpointStep).toBe(steps);
    await studio.stepRun(id);
    await studio.stepRun(id);
    expect(studio.runningRecord(id)).toMatchObject({ checkpointStep: steps + 2, summary: { steps: steps + 2 } });
    await studio.resumeRun(id);
    expect(studio.state().run?.status).toBe("running");
    const summary = await run;
    expect(withoutTimes(summary)).toEqual(withoutTimes(expected));
    expect(await weightsOf(summary)).toEqual(await weightsOf(expected));
  });

  test("a page that is closed while a run rests goes on from there when it is opened again", async () => {
    const expected = await trainThrough();
    const served = serveNext();
    // Never settles: its page is gone.
    void studio.startRun(project);
    await served;
    const { id } = studio.state().run!;
    await studio.pauseRun(id);
    const { steps } = studio.runningRecord(id)!.summary;
    await openIris({ training: project.training });
    await reload();
    expect(studio.state().run).toMatchObject({ id, status: "paused", checkpointStep: steps });
    expect(studio.state().runs[0]?.summary.status).toBe("paused");
    const again = serveNext();
    await studio.resumeRun(id);
    await again;
    const { runs } = await until(studio, (state) => state.run?.status === "finished");
    const summary = runs.find((run) => run.id === id)!.summary;
    expect(withoutTimes(summary)).toEqual(withoutTimes(expected));
    expect(await weightsOf(summary)).toEqual(await weightsOf(expected));
    expect(runs.find((run) => run.id === id)).not.toHaveProperty("checkpointStep");
  });

  test("a run that rests waits beside its own project while another is open", async () => {
    expect(studio.openProject(project)).toBeNull();
    const served = serveNext();
    const run = studio.startCurrentRun();
    await served;
    const { id } = studio.state().run!;
    await studio.pauseRun(id);
    const { plan } = studio.state().run!;
    studio.openProject({ data: { id: "moons" } });
    expect(studio.state().run).toBeNull();
    studio.undoEdit();
    expect(studio.state().run).toMatchObject({ id, status: "paused", plan });
    await studio.resumeRun(id);
    expect(studio.state().run).toMatchObject({ id, status: "running", plan });
    await studio.stopAnyRun(id);
    await run;
    studio.openProject({ data: { id: "moons" } });
    studio.undoEdit();
    expect(studio.state().run, "what has ended rests nowhere").toBeNull();
  });

  test("one step of a run that no thread holds", async () => {
    const served = serveNext();
    void studio.startRun(project);
    await served;
    const { id } = studio.state().run!;
    await studio.pauseRun(id);
    const { steps } = studio.runningRecord(id)!.summary;
    await reload();
    const again = serveNext();
    const stepped = studio.stepRun(id);
    await again;
    await stepped;
    expect(studio.runningRecord(id)).toMatchObject({ checkpointStep: steps + 1, summary: { status: "paused" } });
    await studio.stopAnyRun(id);
    await until(studio, (state) => state.run?.status === "stopped");
  });
});

const lost = { code: "gpu-lost", text: { en: "The GPU was lost.", zh: "GPU 已丢失。" } };

/** A run whose thread has given a checkpoint of step 2 and is at step 10. */
async function runWithCheckpoint(thread: Promise<ThreadEnd>): Promise<{ thread: ThreadEnd; id: string }> {
  const opened = await thread;
  const { id } = await begin(opened);
  opened.send({ type: "run-checkpoint", id, checkpoint: runCheckpoint(), isPaused: false });
  advance(opened, id, 3, 10);
  await until(studio, (state) => state.run?.progress?.step === 10);
  return { thread: opened, id };
}

describe("a lost device", () => {
  test("is replaced: another thread goes on from the checkpoint, and the user is told", async () => {
    const run = studio.startRun(project);
    const { thread, id } = await runWithCheckpoint(page.thread());
    const next = page.nextThread();
    thread.send({ type: "run-ended", id, outcome: { summary: outcome(id, "failed").summary, problem: lost } });
    const second = await next;
    expect(thread.isTerminated).toBe(true);
    const command = await second.next();
    expect(command).toMatchObject({
      type: "start-run",
      id,
      project: { training: { backend: "wasm" } },
      from: { weights: { step: 2 } },
    });
    expect(studio.state().run).toMatchObject({ status: "preparing", history: [] });
    expect(studio.state().notices.at(-1)?.text.en).toContain("goes on from step 2");
    second.send({ type: "run-ended", id, outcome: outcome(id) });
    expect(await run).toMatchObject({ status: "finished", modelId: aString });
  });

  test("that is lost three times puts the run aside and offers another one", async () => {
    const run = studio.startRun(project);
    let thread = page.thread();
    for (let losses = 1; losses <= 3; losses++) {
      const { thread: opened, id } = await runWithCheckpoint(thread);
      thread = page.nextThread();
      opened.send({ type: "run-ended", id, outcome: { summary: outcome(id, "failed").summary, problem: lost } });
    }
    const summary = await run;
    expect(summary).toMatchObject({ status: "paused", modelId: null });
    expect(studio.state().run).toMatchObject({ status: "paused", checkpointStep: 2 });
    const offer = studio.state().notices.find(({ action }) => action !== undefined);
    offer?.action?.run();
    const command = await (await thread).next();
    expect(command).toMatchObject({ type: "start-run", project: { training: { backend: "wasm" } } });
  });
});

describe("a thread that is gone", () => {
  test("leaves a run that can go on", async () => {
    const run = studio.startRun(project);
    const { thread, id } = await runWithCheckpoint(page.thread());
    thread.die("out of memory");
    expect(await run).toMatchObject({ status: "failed", modelId: null });
    expect(studio.state().run).toMatchObject({ status: "failed", checkpointStep: 2 });
    const next = page.nextThread();
    await studio.resumeRun(id);
    expect(await (await next).next()).toMatchObject({ type: "start-run", id, from: { weights: { step: 2 } } });
  });

  test("because it did not obey leaves the model of its checkpoint", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const run = studio.startRun(project);
    const { id } = await runWithCheckpoint(page.thread());
    studio.stopRun(id);
    vi.advanceTimersByTime(20_000);
    const summary = await run;
    expect(summary).toMatchObject({ status: "stopped", steps: 2, modelId: aString });
    expect(summary.reason.en).toContain("the weights of step 2");
    vi.useRealTimers();
    expect(await weightsOf(summary)).toHaveLength(2);
  });

  test("is noticed when it neither speaks nor answers", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const run = studio.startRun(project);
    const { thread } = await runWithCheckpoint(page.thread());
    vi.advanceTimersByTime(30_000);
    expect(await thread.next()).toMatchObject({ type: "ping" });
    vi.advanceTimersByTime(60_000);
    expect(await run).toMatchObject({ status: "failed" });
    expect(studio.state().run).toMatchObject({ problem: { code: "thread-hung" }, checkpointStep: 2 });
  });
});

describe("a run that an earlier visit left", () => {
  async function leave(): Promise<void> {
    const storage = await studio.openedStorage();
    await storage.saveRunCheckpoint(
      { ...runRecord("run-a", { status: "running", steps: 40 }), checkpointStep: 2 },
      runCheckpoint(),
    );
  }

  test("with a checkpoint is shown as one that can go on", async () => {
    await leave();
    await openIris();
    await reload();
    expect(studio.state().run).toMatchObject({ id: "run-a", status: "paused", checkpointStep: 2 });
    expect(studio.state().runs[0]?.summary.reason.en).toContain("It can go on from step 2.");
  });

  test("of another project is told of, and shown when that is opened", async () => {
    await leave();
    await reload();
    expect(studio.state()).toMatchObject({ run: null, project: { name: "digits" } });
    const [notice] = studio.state().notices;
    expect(notice?.text.en).toBe('The run "iris" rests at step 2 and can go on.');
    notice?.action?.run();
    expect(studio.state()).toMatchObject({ run: { id: "run-a", status: "paused" }, project: { name: "iris" } });
    expect(studio.state().room).toBe("train");
    studio.undoEdit();
    await studio.stopAnyRun("run-a");
    await until(studio, (state) => state.run?.status === "stopped");
  });

  test("can be stopped: its model is that of the checkpoint", async () => {
    await leave();
    await reload();
    await studio.stopAnyRun("run-a");
    const { models } = await until(studio, (state) => state.run?.status === "stopped");
    expect(models).toMatchObject([{ runId: "run-a", summary: { status: "stopped", steps: 2 } }]);
    expect(page.threads).toEqual([]);
  });

  test("is removed with its checkpoint and the way of its weights, and comes back with them", async () => {
    await leave();
    await reload();
    const paths = await (await studio.openedStorage()).paths();
    const points = [1, 2].map((step) => ({ step, values: Float32Array.of(step, 7) }));
    await paths.keep("run-a", "", points, [1, 2]);
    expect(await studio.removeRun("run-a")).toBeNull();
    expect(studio.state()).toMatchObject({ runs: [], run: null });
    expect((await paths.read("run-a")).size).toBe(0);
    studio.state().notices.at(-1)?.action?.run();
    await until(studio, (state) => state.runs.length === 1);
    expect((await (await studio.openedStorage()).readRunCheckpoint("run-a")).weights.step).toBe(2);
    expect((await paths.read("run-a")).get("")).toEqual(points);
  });

  test("goes on nowhere else while another tab has it", async () => {
    await leave();
    page.locks.held.add("descent-studio/live/run-a");
    studio = await loadStudio();
    await studio.startStudio();
    expect(await until(studio, ({ run }) => run !== null)).toMatchObject({ run: { id: "run-a", isElsewhere: true } });
    for (const steer of [studio.resumeRun, studio.stepRun, studio.pauseRun, studio.stopAnyRun]) {
      await expect(steer("run-a")).rejects.toMatchObject({ code: "run-elsewhere" });
    }
  });
});
