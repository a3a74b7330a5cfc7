import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { DataSummary } from "../../../src/project/records.ts";
import { type Page, closePage, openPage } from "./page.ts";
import { type Studio, loadStudio } from "./studio.ts";
import { until } from "./until.ts";

let page: Page;
let studio: Studio;

const summaryOf = (id: string): DataSummary => ({
  id,
  rows: 3,
  columns: [],
  target: { task: "regression", name: "y" },
  inputs: [],
  sample: [],
  unseen: [],
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

test("the answer to an overtaken question is dropped", async () => {
  studio.openProject({ data: { id: "iris" } });
  void studio.describeData();
  const thread = await page.thread();
  const first = await thread.next();
  studio.openProject({ data: { id: "moons" } });
  void studio.describeData();
  const second = await thread.next();
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

test("a failure stands in the state, and asking again gives a fresh thread where the old one died", async () => {
  void studio.describeData();
  const first = await page.thread();
  await first.next();
  first.die("boom");
  const { data } = await until(studio, (state) => state.data.status === "failed");
  expect(data).toMatchObject({ problem: { code: "thread-died" } });
  void studio.describeData();
  const second = await page.thread();
  expect(second).not.toBe(first);
  const { id } = await second.next();
  second.send({ type: "data-described", id, summary: summaryOf("mnist") });
  await until(studio, (state) => state.data.status === "ready");
});

test("the page fetches data only when a room shows it, and anew when it changes", async () => {
  const stop = studio.followData();
  studio.openProject({ data: { id: "iris" } });
  vi.advanceTimersByTime(1_000);
  expect(page.threads.length).toBe(0);
  studio.openRoom("data");
  vi.advanceTimersByTime(1_000);
  const thread = await page.thread();
  expect(await thread.next()).toMatchObject({ data: { id: "iris" } });
  studio.editProject((project) => ({ ...project, name: "other" }));
  studio.openRoom("train");
  studio.editProject((project) => ({ ...project, data: { ...project.data, seed: 1 } }));
  studio.editProject((project) => ({ ...project, data: { ...project.data, seed: 2 } }));
  vi.advanceTimersByTime(1_000);
  expect(await thread.next()).toMatchObject({ data: { id: "iris", seed: 2 } });
  stop();
});
