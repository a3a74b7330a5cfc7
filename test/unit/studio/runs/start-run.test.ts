import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { StudioError } from "../../../../src/language/studio-error.ts";
import { parseProject } from "../../../../src/project/parse-project.ts";
import type { Project } from "../../../../src/project/project.ts";
import { StudioDatabase } from "../../../../src/storage/database.ts";
import { failOperation } from "../../storage/fail-operation.ts";
import { checkpoint } from "../../storage/records.ts";
import { type Page, closePage, openPage } from "../page.ts";
import { aString } from "../shapes.ts";
import { type Studio, loadStudio } from "../studio.ts";
import { advance, begin, outcome, point } from "../thread-script.ts";
import { until } from "../until.ts";

let page: Page;
let studio: Studio;
let project: Project;

beforeEach(async () => {
  page = openPage();
  studio = await loadStudio();
  await studio.startStudio();
  const parsed = parseProject({ name: "iris", data: { id: "iris" }, training: { backend: "cpu" } });
  if (parsed.project === undefined) throw new Error(parsed.problem.text.en);
  project = parsed.project;
});

afterEach(async () => {
  vi.useRealTimers();
  await studio.closeStorage();
  closePage();
});

async function tables(): Promise<{ runs: unknown[]; models: unknown[]; checkpoints: unknown[] }> {
  const database = new StudioDatabase();
  const [runs, models, checkpoints] = await Promise.all([
    database.runs.toArray(),
    database.models.toArray(),
    database.checkpoints.toArray(),
  ]);
  database.close();
  return { runs, models, checkpoints };
}

async function problemOfRun(run: Promise<unknown>): Promise<StudioError["problem"]> {
  const error: unknown = await run.then(
    () => new Error("did not reject"),
    (thrown: unknown) => thrown,
  );
  // Each studio loaded has a class of its own, so `instanceof` would not tell.
  if (error instanceof Error && error.name === "StudioError") return (error as StudioError).problem;
  throw error;
}

describe("a run that finishes", () => {
  test("shows itself all the way and files its record and model together", async () => {
    const run = studio.startRun(project, { name: "my iris" });
    expect(studio.state().run).toMatchObject({ status: "preparing", name: "my iris", history: [] });
    const thread = await page.thread();
    const { id } = await begin(thread);
    expect(page.locks.held).toEqual(new Set([`descent-studio/live/${id}`]));
    await until(studio, (state) => state.run?.status === "running");
    expect(studio.state().runs.map((record) => record.summary.status)).toEqual(["running"]);
    advance(thread, id, 1, 10);
    advance(thread, id, 11, 30);
    await until(studio, (state) => state.run?.progress?.step === 30);
    expect(studio.state().run).toMatchObject({ plan: { totalSteps: 30 }, history: { length: 30 } });
    thread.send({ type: "run-ended", id, outcome: outcome(id) });

    const summary = await run;
    const { modelId } = summary;
    expect(summary).toMatchObject({ id, name: "my iris", status: "finished", steps: 30, modelId: aString });
    expect(studio.state().run).toMatchObject({ status: "finished", summary });
    expect(studio.state().models[0]).toMatchObject({
      id: modelId,
      name: "my iris",
      runId: id,
      bytes: 24,
      summary,
      history: { length: 30 },
    });
    const stored = await tables();
    expect(stored.runs).toEqual([studio.state().runs[0]]);
    expect(stored.models).toEqual([expect.objectContaining({ id: modelId, record: studio.state().models[0] })]);
    expect(stored.checkpoints).toEqual([expect.objectContaining({ modelId, step: 2 })]);
    expect(thread.isTerminated).toBe(true);
    expect(page.locks.held.size).toBe(0);
  });

  test("has a thread of its own each time", async () => {
    for (const count of [1, 2]) {
      const run = studio.startRun(project);
      const thread = await page.thread();
      const { id } = await begin(thread);
      thread.send({ type: "run-ended", id, outcome: outcome(id) });
      await run;
      expect(page.threads.length).toBe(count);
    }
    expect(studio.state().models).toHaveLength(2);
  });

  test("is told to a listener", async () => {
    const events: string[] = [];
    const run = studio.startRun(project, { onEvent: (event) => events.push(event.type) });
    const thread = await page.thread();
    const { id } = await begin(thread);
    advance(thread, id, 1, 10);
    thread.send({ type: "run-ended", id, outcome: outcome(id) });
    await run;
    expect(events).toEqual(["preparing", "started", "progress", "ended"]);
  });
});

test("while a run goes on, its curves are stored every three seconds", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const run = studio.startRun(project);
  const thread = await page.thread();
  const { id } = await begin(thread);
  await until(studio, (state) => state.run?.status === "running");
  advance(thread, id, 1, 10);
  await until(studio, (state) => state.run?.history.length === 10);
  expect((await tables()).runs).toEqual([expect.objectContaining({ id, history: [] })]);
  vi.advanceTimersByTime(3_000);
  await vi.waitUntil(async () => {
    const [stored] = (await tables()).runs;
    const history: unknown = Reflect.get(Object(stored), "history");
    return Array.isArray(history) && history.length === 10;
  });
  expect((await tables()).runs).toMatchObject([{ summary: { status: "running", steps: 10, finalLoss: 0.1 } }]);
  thread.send({ type: "run-ended", id, outcome: outcome(id) });
  await run;
});

describe("a run that breaks", () => {
  test("before its first step rejects and leaves no record", async () => {
    const run = studio.startRun(project);
    const thread = await page.thread();
    const { id } = await thread.next();
    const problem = { code: "unknown-column", text: { en: "data.target: none.", zh: "data.target：没有。" } };
    thread.send({ type: "failed", id, problem });
    expect(await problemOfRun(run)).toEqual(problem);
    expect(studio.state().run).toMatchObject({ status: "failed", problem });
    expect(await tables()).toEqual({ runs: [], models: [], checkpoints: [] });
    expect([thread.isTerminated, page.locks.held.size]).toEqual([true, 0]);
  });

  test("on its way ends as failed with the sentence, its curves kept", async () => {
    const run = studio.startRun(project);
    const thread = await page.thread();
    const { id } = await begin(thread);
    advance(thread, id, 1, 10);
    await until(studio, (state) => state.run?.history.length === 10);
    thread.die("out of memory");
    const summary = await run;
    expect(summary).toMatchObject({ status: "failed", modelId: null, steps: 10, finalLoss: point(10).loss });
    expect(summary.reason.en).toContain("The training thread broke down (out of memory).");
    expect(summary.reason.zh).toContain("训练线程意外终止（out of memory）");
    expect(studio.state().run).toMatchObject({ status: "failed", problem: { code: "thread-died" } });
    const { runs, models } = await tables();
    expect(runs).toMatchObject([{ summary, history: { length: 10 } }]);
    expect(models).toEqual([]);
    expect(thread.isTerminated).toBe(true);
  });

  test("with a model that was still good keeps it", async () => {
    const run = studio.startRun(project);
    const thread = await page.thread();
    const { id } = await begin(thread);
    const problem = { code: "diverged", text: { en: "The loss is NaN.", zh: "损失为 NaN。" } };
    thread.send({ type: "run-ended", id, outcome: { ...outcome(id, "failed"), problem } });
    expect(await run).toMatchObject({ status: "failed", modelId: aString });
    expect(studio.state().run).toMatchObject({ status: "failed", problem });
    expect(studio.state().models).toHaveLength(1);
  });
});

describe("stopping", () => {
  test("asks the thread, and keeps what was learnt", async () => {
    const run = studio.startRun(project);
    const thread = await page.thread();
    const { id } = await begin(thread);
    await until(studio, (state) => state.run?.status === "running");
    studio.stopRun(id);
    studio.stopRun(id);
    expect(studio.state().run?.isStopping).toBe(true);
    expect(await thread.next()).toEqual({ type: "steer-run", id, order: "stop" });
    thread.send({ type: "run-ended", id, outcome: outcome(id, "stopped") });
    expect(await run).toMatchObject({ status: "stopped", modelId: aString });
    expect(studio.state().run).toMatchObject({ status: "stopped", isStopping: false });
  });

  test("a script's signal stops too", async () => {
    const controller = new AbortController();
    const run = studio.startRun(project, { signal: controller.signal });
    const thread = await page.thread();
    const { id } = await begin(thread);
    controller.abort();
    expect(await thread.next()).toEqual({ type: "steer-run", id, order: "stop" });
    thread.send({ type: "run-ended", id, outcome: outcome(id, "stopped") });
    expect(await run).toMatchObject({ status: "stopped" });
  });

  test("before anything has begun opens no thread", async () => {
    const run = studio.startRun(project, { signal: AbortSignal.abort() });
    expect((await problemOfRun(run)).code).toBe("run-cancelled");
    expect(page.threads.length).toBe(0);
    expect(studio.state().run).toMatchObject({ status: "stopped", isStopping: false });
  });

  test("does not wait until the device is measured", async () => {
    const run = studio.startRun({ ...project, training: { ...project.training, backend: "auto" } });
    await page.thread("measure");
    expect(studio.state().run).toMatchObject({
      status: "preparing",
      stage: { zh: "正在测量哪种计算设备最快（仅一次）" },
    });
    studio.stopRun(studio.state().run?.id ?? "");
    expect((await problemOfRun(run)).code).toBe("run-cancelled");
    expect(page.threads.map((thread) => thread.name)).toEqual(["measure"]);
    page.threads[0]?.die("not needed any more");
  });

  test("a thread that does not obey is ended", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const run = studio.startRun(project);
    const thread = await page.thread();
    const { id } = await begin(thread);
    await until(studio, (state) => state.run?.status === "running");
    studio.stopRun(id);
    vi.advanceTimersByTime(20_000);
    const summary = await run;
    expect(summary).toMatchObject({ status: "stopped", modelId: null });
    expect(summary.reason.en).toContain("did not answer in time");
    expect(thread.isTerminated).toBe(true);
  });

  test("a run that is over is left alone", () => {
    expect(() => studio.stopRun("run-none")).not.toThrow();
  });
});

test("one click starts one run", async () => {
  studio.openProject(project);
  const first = studio.startCurrentRun();
  expect((await studio.startCurrentRun())?.code).toBe("already-running");
  const thread = await page.thread();
  const { id, project: sent } = await begin(thread);
  expect(sent).toEqual(project);
  thread.send({ type: "run-ended", id, outcome: outcome(id) });
  expect(await first).toBeNull();
  expect(page.threads.map((opened) => opened.name)).toEqual(["iris"]);
});

describe("any write at the end of a run may fail", () => {
  /** Starts a run whose n-th write from its end on fails, and lets it end. */
  async function endWithFault(nth: number): Promise<{ readonly modelId: string; readonly wasHit: boolean }> {
    const run = studio.startRun(project);
    const thread = await page.thread();
    const { id } = await begin(thread);
    // The record of its start is written first; that write is not the one that fails.
    await vi.waitUntil(async () => (await tables()).runs.length === 1);
    const fault = failOperation(nth);
    thread.send({ type: "run-ended", id, outcome: outcome(id) });
    const summary = await run;
    fault.mend();
    return { modelId: summary.modelId ?? "", wasHit: fault.operations() >= nth };
  }

  // The run's record, the model's, the weights, and away with the run's own checkpoint.
  test.each([1, 2, 3, 4])("write %i: old or new, told, and the model in hand still works", async (nth) => {
    const { modelId, wasHit } = await endWithFault(nth);
    expect(wasHit).toBe(true);
    expect(studio.state().models.map((model) => model.id)).toEqual([modelId]);
    // The run's end alone fits, and does not point at a model that is not there.
    expect(await tables()).toMatchObject({
      runs: [{ summary: { status: "finished", modelId: null } }],
      models: [],
      checkpoints: [],
    });
    const notice = studio.state().notices.find((candidate) => candidate.action !== undefined);
    expect(notice?.text.en).toContain('The model "iris" could not be stored. It works until you close this page.');

    const prediction = studio.predictRows(modelId, [[1]]);
    const shared = await page.thread("studio");
    const asked = await shared.next();
    expect(asked).toMatchObject({ type: "predict", checkpoint: { tensors: [checkpoint().tensors[0]] } });
    shared.send({ type: "predicted", id: asked.id, predictions: [{ label: "setosa" }] });
    expect(await prediction).toEqual([{ label: "setosa" }]);

    notice?.action?.run();
    await until(studio, (state) => state.notices.some((candidate) => candidate.tone === "success"));
    expect(await tables()).toMatchObject({
      runs: [{ summary: { modelId } }],
      models: [{ id: modelId }],
      checkpoints: [{ modelId }],
    });
    expect(studio.state().storageProblem).toBeNull();
  });

  test("there are no more than those", async () => {
    const { modelId, wasHit } = await endWithFault(5);
    expect(wasHit).toBe(false);
    expect(await tables()).toMatchObject({
      runs: [{ summary: { modelId } }],
      models: [{ id: modelId }],
      checkpoints: [{ modelId }],
    });
    expect(studio.state().notices).toEqual([]);
  });
});
