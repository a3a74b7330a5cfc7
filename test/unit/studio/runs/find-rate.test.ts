import { afterEach, beforeEach, expect, test } from "vitest";
import type { RateTest } from "../../../../src/project/rate-test.ts";
import { type Page, closePage, openPage } from "../page.ts";
import { type Studio, loadStudio } from "../studio.ts";

let page: Page;
let studio: Studio;
let findRate: () => Promise<void>;

beforeEach(async () => {
  page = openPage();
  studio = await loadStudio();
  ({ findRate } = await import("../../../../src/studio/runs/find-rate.ts"));
  await studio.startStudio();
  studio.editProject((project) => ({ ...project, training: { ...project.training, backend: "cpu" } }));
});

afterEach(async () => {
  for (const thread of page.threads) thread.port.close();
  await studio.closeStorage();
  closePage();
});

const found: RateTest = {
  points: [{ rate: 1e-7, loss: 1, smoothed: 1 }],
  suggestion: 0.1,
  text: { en: "0.1 is good.", zh: "0.1 合适。" },
};

test("asks a thread of its own with the project as it stands, tells how far it is, and ends the thread", async () => {
  const done = findRate();
  expect(studio.state().rateTest).toEqual({ status: "loading" });
  const thread = await page.thread("rate-test");
  const command = await thread.next();
  expect(command).toMatchObject({ type: "find-rate", project: studio.state().project, preferred: [] });
  thread.send({ type: "rate-found", id: command.id, test: found });
  await done;
  expect(studio.state().rateTest).toEqual({ status: "ready", value: { test: found, project: studio.state().project } });
  expect(thread.isTerminated).toBe(true);
});

test("a second test takes the place of the first", async () => {
  const first = findRate();
  const old = await page.thread("rate-test");
  await old.next();
  const second = findRate();
  await first;
  expect(old.isTerminated).toBe(true);
  expect(studio.state().rateTest.status).toBe("loading");
  const thread = await page.thread("rate-test");
  const { id } = await thread.next();
  thread.send({ type: "rate-found", id, test: found });
  await second;
  expect(studio.state().rateTest).toEqual({ status: "ready", value: { test: found, project: studio.state().project } });
});

test("a problem ends up in the state", async () => {
  const done = findRate();
  const thread = await page.thread("rate-test");
  const { id } = await thread.next();
  const problem = { code: "no-features", text: { en: "Nothing to learn from.", zh: "没有可学习的列。" } };
  thread.send({ type: "failed", id, problem });
  await done;
  expect(studio.state().rateTest).toEqual({ status: "failed", problem });
  expect(thread.isTerminated).toBe(true);
});
