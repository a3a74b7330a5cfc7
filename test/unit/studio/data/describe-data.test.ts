import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { DataSummary } from "../../../../src/project/data-summary.ts";
import type { TrainingCommand } from "../../../../src/worker/protocol.ts";
import { type Page, type ThreadEnd, closePage, openPage } from "../page.ts";
import { type Studio, loadStudio } from "../studio.ts";
import { until } from "../until.ts";

let page: Page;
let studio: Studio;

const summaryOf = (id: string): DataSummary => ({
  id,
  rows: 3,
  target: { task: "regression", name: "y" },
  inputs: [],
  unseen: [],
  steps: [],
  exampleShape: [1],
  parts: { train: 1, validation: 1, test: 1 },
});

beforeEach(async () => {
  page = openPage();
  studio = await loadStudio();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});

afterEach(() => {
  vi.useRealTimers();
  closePage();
});

/** A thread is asked for the set as it is and for what the project makes of it; gives the second question. */
async function asked(thread: ThreadEnd): Promise<TrainingCommand> {
  expect(await thread.next()).toMatchObject({ type: "describe-dataset" });
  return thread.next();
}

test("the answer to an overtaken question is dropped", async () => {
  studio.openProject({ data: { id: "iris" } });
  void studio.describeData();
  const thread = await page.thread();
  const first = await asked(thread);
  studio.openProject({ data: { id: "moons" } });
  void studio.describeData();
  const second = await asked(thread);
  expect(second).toMatchObject({ type: "describe-data", data: { id: "moons" } });
  thread.send({ type: "run-preparing", id: second.id, stage: { en: "Reading", zh: "读取" }, fraction: 0.5 });
  await until(studio, ({ data }) => data.status === "loading" && data.fraction === 0.5);
  thread.send({ type: "data-described", id: second.id, summary: summaryOf("moons") });
  thread.send({ type: "data-described", id: first.id, summary: summaryOf("iris") });
  const { data } = await until(studio, (state) => state.data.status === "ready");
  expect(data).toEqual({ status: "ready", value: summaryOf("moons") });
  await Promise.resolve();
  expect(studio.state().data).toBe(data);
});

test("what was there before stays in sight while the same set is looked at anew", async () => {
  studio.openProject({ data: { id: "iris" } });
  void studio.describeData();
  const thread = await page.thread();
  const first = await asked(thread);
  expect(studio.state().data).toEqual({ status: "loading" });
  thread.send({ type: "data-described", id: first.id, summary: summaryOf("iris") });
  await until(studio, (state) => state.data.status === "ready");
  studio.editProject((project) => ({ ...project, data: { ...project.data, seed: 1 } }));
  void studio.describeData();
  await asked(thread);
  expect(studio.state().data).toEqual({ status: "loading", stale: summaryOf("iris") });
  studio.openProject({ data: { id: "moons" } });
  void studio.describeData();
  expect(studio.state().data).toEqual({ status: "loading" });
});

test("a failure stands in the state, and asking again gives a fresh thread where the old one died", async () => {
  void studio.describeData();
  const first = await page.thread();
  await asked(first);
  first.die("boom");
  const { data, dataset } = await until(studio, (state) => state.data.status === "failed");
  expect(data).toMatchObject({ problem: { code: "thread-died" } });
  expect(dataset).toEqual(data);
  void studio.describeData();
  const second = await page.thread();
  expect(second).not.toBe(first);
  const { id } = await asked(second);
  second.send({ type: "data-described", id, summary: summaryOf("mnist") });
  await until(studio, (state) => state.data.status === "ready");
});

test("the page fetches data only when a room shows it, and anew only what an edit changes", async () => {
  const stop = studio.followData();
  studio.openProject({ data: { id: "iris" } });
  vi.advanceTimersByTime(1_000);
  expect(page.threads.length).toBe(0);
  studio.openRoom("data");
  vi.advanceTimersByTime(1_000);
  const thread = await page.thread();
  expect(await asked(thread)).toMatchObject({ data: { id: "iris" } });
  studio.editProject((project) => ({ ...project, name: "other" }));
  studio.openRoom("train");
  studio.editProject((project) => ({ ...project, data: { ...project.data, seed: 1 } }));
  studio.editProject((project) => ({ ...project, data: { ...project.data, seed: 2 } }));
  vi.advanceTimersByTime(1_000);
  expect(await thread.next()).toMatchObject({ type: "describe-data", data: { id: "iris", seed: 2 } });
  studio.openRoom("data");
  studio.editProject((project) => ({ ...project, data: { ...project.data, target: "petal width" } }));
  vi.advanceTimersByTime(1_000);
  expect(await asked(thread)).toMatchObject({ type: "describe-data", data: { target: "petal width" } });
  stop();
});
